package epostadm.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the values of the fields of MIME: tokens, quoted strings, parameters; comments are passed over. RFC 2045
/// section 5.1, read leniently: what cannot be read ends the value.
final class FieldScanner {

    private static final int MOST_PARAMETERS = 100;
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    private final String text;
    private int at;

    private FieldScanner(String text) {
        this.text = text;
    }

    /// Empty where the value names no type.
    static Optional<ContentType> contentType(String value) {
        FieldScanner scanner = new FieldScanner(value);
        String type = scanner.token();
        if (type.isEmpty() || !scanner.take('/')) {
            return Optional.empty();
        }
        String subtype = scanner.token();
        if (subtype.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ContentType(lower(type), lower(subtype), scanner.parameters()));
    }

    static Optional<Disposition> disposition(String value) {
        FieldScanner scanner = new FieldScanner(value);
        String type = scanner.token();
        return type.isEmpty() ? Optional.empty() : Optional.of(new Disposition(lower(type), scanner.parameters()));
    }

    /// The first token, for instance of Content-Transfer-Encoding.
    static Optional<String> word(String value) {
        String token = new FieldScanner(value).token();
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    /// Tokens between commas: Content-Language. RFC 3282.
    static List<String> words(String value) {
        FieldScanner scanner = new FieldScanner(value);
        List<String> words = new ArrayList<>();
        do {
            String token = scanner.token();
            if (!token.isEmpty()) {
                words.add(token);
            }
        } while (scanner.take(',') && words.size() < MOST_PARAMETERS);
        return words;
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        while (parameters.size() < MOST_PARAMETERS && toNextParameter()) {
            String name = token();
            if (!name.isEmpty() && take('=')) {
                parameters.add(new Parameter(lower(name), value()));
            }
        }
        return parameters;
    }

    /// Behind the next semicolon, whatever is on the way to it.
    private boolean toNextParameter() {
        while (true) {
            skipSpace();
            if (at == text.length()) {
                return false;
            }
            char c = text.charAt(at);
            if (c == ';') {
                at++;
                return true;
            }
            if (c == '"') {
                quoted();
            } else {
                at++;
            }
        }
    }

    private String value() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        // Many write what should have been quoted: "name=Re: report (1).pdf" ends at the semicolon.
        int begin = at;
        while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != '"') {
            at++;
        }
        String value = text.substring(begin, at).strip();
        int space = firstOf(value, " \t(");
        return space > 0
                        && value.charAt(space) != '('
                        && !value.substring(space).contains("(")
                ? value
                : space > 0 ? value.substring(0, space) : value;
    }

    private static int firstOf(String value, String characters) {
        for (int i = 0; i < value.length(); i++) {
            if (characters.indexOf(value.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private String token() {
        skipSpace();
        int begin = at;
        while (at < text.length() && text.charAt(at) > ' ' && SPECIALS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    private boolean take(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                break;
            }
            value.append(c == '\\' && at < text.length() ? text.charAt(at++) : c);
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                at = Comments.end(text, at);
            } else if (c <= ' ') {
                at++;
            } else {
                return;
            }
        }
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
