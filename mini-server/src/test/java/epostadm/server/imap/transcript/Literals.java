package epostadm.server.imap.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what a transcript writes for a literal into the wire's form: `{{{`, lines and `}}}` (each line with its
/// CRLF), or `{"text"}` with `\r`, `\n`, `\0`, `\"` and `\\`. A `+` after the first brace makes it one that waits
/// for nobody (RFC 7888), a `~` before it one of any octets (RFC 3516).
final class Literals {

    private static final Pattern LITERAL =
            Pattern.compile("(?s)\\{\\{\\{(\\+?)\\n(.*?)}}}|\\{(\\+?)\"((?:[^\"\\\\]++|\\\\.)*+)\"}");

    private Literals() {}

    /// What is sent piece by piece; after each piece but the last the server is to say that it wants more.
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        Matcher literal = LITERAL.matcher(text);
        int end = 0;
        while (literal.find()) {
            boolean lines = literal.group(2) != null;
            String content = lines ? literal.group(2).replace("\n", "\r\n") : unescaped(literal.group(4));
            String plus = literal.group(lines ? 1 : 3);
            piece.append(text, end, literal.start());
            piece.append('{').append(content.length()).append(plus).append("}\r\n");
            if (plus.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(content);
            end = literal.end();
        }
        pieces.add(piece.append(text.substring(end)).toString());
        return pieces;
    }

    static String whole(String text) {
        return String.join("", pieces(text));
    }

    static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
                c = switch (c) {
                    case 'r' -> '\r';
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case '0' -> '\0';
                    default -> c;
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
