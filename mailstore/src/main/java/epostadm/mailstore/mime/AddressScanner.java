package epostadm.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a list of addresses into the parts that an envelope shows: name, route, mailbox, host; groups too. RFC
/// 5322 sections 3.4 and 4.4, read leniently: of what is no address, the words become the mailbox's name.
final class AddressScanner {

    private static final int MOST = 10_000;

    private final String text;
    private final List<Mailbox> found = new ArrayList<>();
    private int at;
    private boolean group;

    /// The words of the address that is being read, and whether an angle bracket has given it already.
    private final StringBuilder words = new StringBuilder();

    private final StringBuilder comment = new StringBuilder();
    private Optional<Mailbox> angle = Optional.empty();

    private AddressScanner(String text) {
        this.text = text;
    }

    static List<Mailbox> scan(String field) {
        AddressScanner scanner = new AddressScanner(field);
        scanner.scan();
        return scanner.found;
    }

    private void scan() {
        while (at < text.length() && found.size() < MOST) {
            char c = text.charAt(at);
            switch (c) {
                case '(' -> comment();
                case '"' -> words.append(quoted());
                case '<' -> angle();
                case ',' -> {
                    at++;
                    endAddress();
                }
                case ':' -> {
                    at++;
                    beginGroup();
                }
                case ';' -> {
                    at++;
                    endAddress();
                    endGroup();
                }
                default -> {
                    words.append(c);
                    at++;
                }
            }
        }
        endAddress();
        endGroup();
    }

    private void beginGroup() {
        String name = unquoted(words.toString().strip());
        if (group || name.isEmpty() || name.indexOf('@') >= 0) {
            words.append(':');
            return;
        }
        group = true;
        found.add(Mailbox.groupBegins(name));
        clear();
    }

    private void endGroup() {
        if (group) {
            found.add(Mailbox.groupEnds());
            group = false;
        }
    }

    private void endAddress() {
        String bare = words.toString().strip();
        if (angle.isPresent()) {
            Mailbox address = angle.get();
            Optional<String> name = name(bare).or(() -> name(comment.toString()));
            found.add(new Mailbox(name, address.route(), address.mailbox(), address.host()));
        } else if (!bare.isEmpty()) {
            Mailbox address = split(bare, Optional.empty());
            found.add(new Mailbox(name(comment.toString()), Optional.empty(), address.mailbox(), address.host()));
        }
        clear();
    }

    private void clear() {
        words.setLength(0);
        comment.setLength(0);
        angle = Optional.empty();
    }

    private void angle() {
        at++;
        StringBuilder inside = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '>') {
            char c = text.charAt(at);
            if (c == '"') {
                inside.append(quoted());
            } else if (c == '(') {
                comment();
            } else {
                inside.append(c);
                at++;
            }
        }
        at = Math.min(at + 1, text.length());
        String address = inside.toString().strip();
        int colon = address.startsWith("@") ? address.indexOf(':') : -1;
        Optional<String> route =
                colon > 0 ? Optional.of(address.substring(0, colon).strip()) : Optional.empty();
        angle = Optional.of(split(address.substring(colon + 1).strip(), route));
    }

    /// An address without a host is no group: its host is empty, not missing.
    private static Mailbox split(String address, Optional<String> route) {
        int sign = lastSign(address);
        String mailbox = sign < 0 ? address : address.substring(0, sign).strip();
        String host = sign < 0 ? "" : address.substring(sign + 1).strip();
        return new Mailbox(Optional.empty(), route, Optional.of(unquoted(mailbox)), Optional.of(host));
    }

    /// The last `@` outside of quotes.
    private static int lastSign(String address) {
        int found = -1;
        boolean quoted = false;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                found = i;
            }
        }
        return found;
    }

    private static Optional<String> name(String words) {
        String name = unquoted(words.strip());
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /// With quotes and their backslashes taken away; spaces between words become one.
    private static String unquoted(String words) {
        StringBuilder plain = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < words.length()) {
                plain.append(words.charAt(++i));
            } else if (!quoted && c <= ' ') {
                if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                    plain.append(' ');
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private String quoted() {
        int begin = at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return text.substring(begin, at);
            }
            if (c == '\\') {
                at = Math.min(at + 1, text.length());
            }
        }
        return text.substring(begin) + '"';
    }

    /// The last comment stands for a name where there is none: RFC 5322 appendix A.6.3.
    private void comment() {
        int begin = at;
        at = Comments.end(text, begin);
        comment.setLength(0);
        comment.append(Comments.content(text, begin, at));
    }
}
