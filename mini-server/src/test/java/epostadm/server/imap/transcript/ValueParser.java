package epostadm.server.imap.transcript;

import java.util.ArrayList;
import java.util.List;

/// Takes a whole answer apart (RFC 9051, section 9: `response`), strictly: one space, and one only, between two
/// values, none where a list follows a list. Patterns have the same form, and `\r` and `\n` in quoted strings.
final class ValueParser {

    private final String text;
    private final boolean pattern;
    private int at;

    private ValueParser(String text, boolean pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// @param answer without its last CRLF, and without the tag
    static List<Value> answer(String answer) {
        return new ValueParser(answer, false).response();
    }

    static List<Value> pattern(String pattern) {
        return new ValueParser(pattern, true).response();
    }

    private List<Value> response() {
        String status = text.split(" ", 2)[0];
        return switch (status.toUpperCase(java.util.Locale.ROOT)) {
            case "OK", "NO", "BAD", "BYE", "PREAUTH" -> status(status);
            default -> values('\0');
        };
    }

    /// The text for people is left out.
    private List<Value> status(String status) {
        List<Value> found = new ArrayList<>();
        found.add(new Value.Atom(status));
        at = status.length();
        if (text.startsWith(" [", at)) {
            at += 2;
            found.add(new Value.Group('[', values(']')));
        }
        if (!pattern && (at == text.length() || text.charAt(at) != ' ')) {
            throw new IllegalArgumentException("no text for people in: " + text);
        }
        return found;
    }

    private List<Value> values(char end) {
        List<Value> found = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != end) {
            if (!found.isEmpty()) {
                boolean lists = found.getLast() instanceof Value.Group && text.charAt(at) == '(';
                if (text.charAt(at) == ' ') {
                    at++;
                } else if (!lists) {
                    throw new IllegalArgumentException("a space is missing at " + at + " of: " + text);
                }
            }
            found.add(value(end));
        }
        if (end != '\0') {
            if (at == text.length()) {
                throw new IllegalArgumentException("no " + end + " at the end of: " + text);
            }
            at++;
        }
        return found;
    }

    private Value value(char end) {
        if (at == text.length()) {
            throw new IllegalArgumentException("a space at the end of: " + text);
        }
        char first = text.charAt(at);
        if (first == '(') {
            at++;
            return new Value.Group('(', values(')'));
        } else if (first == '"') {
            return quoted();
        } else if (first == '{' || text.startsWith("~{", at)) {
            int close = text.indexOf('}', at);
            int length = Integer.parseInt(
                    text.substring(text.indexOf('{', at) + 1, close).replace("+", ""));
            at = close + 3 + length;
            return new Value.Text(text.substring(close + 3, at));
        }
        return atom(end);
    }

    private Value quoted() {
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return new Value.Text(content.toString());
            } else if (c == '\\') {
                char next = text.charAt(++at);
                if (pattern && (next == 'r' || next == 'n')) {
                    next = next == 'r' ? '\r' : '\n';
                } else if (next != '"' && next != '\\') {
                    throw new IllegalArgumentException("a backslash before " + next + " in: " + text);
                }
                content.append(next);
            } else {
                content.append(c);
            }
        }
        throw new IllegalArgumentException("a quoted string without an end in: " + text);
    }

    private Value atom(char end) {
        int begin = at;
        while (at < text.length() && " ()".indexOf(text.charAt(at)) < 0 && (end != ']' || text.charAt(at) != ']')) {
            if (text.charAt(at) == '[' && end != ']') {
                at = text.indexOf(']', at);
                if (at < 0) {
                    throw new IllegalArgumentException("no ] in: " + text);
                }
            }
            if (text.charAt(at) == '"' || text.charAt(at) < ' ') {
                throw new IllegalArgumentException("an odd octet in an atom of: " + text);
            }
            at++;
        }
        if (at == begin) {
            throw new IllegalArgumentException("nothing at " + at + " of: " + text);
        }
        return new Value.Atom(text.substring(begin, at));
    }
}
