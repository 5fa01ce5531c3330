package epostadm.server.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts another server's reply together, line by line. RFC 5321 section 4.2.
///
/// Strict in what makes a reply, lenient in its text: what is no UTF-8 or a control character becomes `?`.
public final class ReplyParser {

    /// RFC 5321 section 4.5.3.1.5 says 512; some send more.
    public static final int LONGEST_LINE = 2048;

    private static final int MOST_LINES = 256;
    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$)");

    private final List<String> lines = new ArrayList<>();
    private int code;

    /// Takes a line without its end; gives the reply once it is whole, and begins anew.
    ///
    /// @throws ReplySyntaxException where that is no reply, after which nothing the server says can be trusted
    public Optional<SmtpReply> take(byte[] octets) throws ReplySyntaxException {
        String line = new String(octets, StandardCharsets.UTF_8);
        boolean separated = line.length() == 3 || line.length() > 3 && (line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!separated || !code(line)) {
            throw new ReplySyntaxException("no reply: " + printable(line));
        }
        int found = Integer.parseInt(line.substring(0, 3));
        if (!lines.isEmpty() && found != code) {
            throw new ReplySyntaxException("a reply with two codes: " + code + ", " + found);
        }
        if (lines.size() == MOST_LINES) {
            throw new ReplySyntaxException("a reply with more than " + MOST_LINES + " lines");
        }
        code = found;
        lines.add(line.length() == 3 ? "" : printable(line.substring(4)));
        if (line.length() > 3 && line.charAt(3) == '-') {
            return Optional.empty();
        }
        SmtpReply reply = reply(code, lines);
        lines.clear();
        return Optional.of(reply);
    }

    private static boolean code(String line) {
        return line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && line.charAt(1) >= '0'
                && line.charAt(1) <= '9'
                && line.charAt(2) >= '0'
                && line.charAt(2) <= '9';
    }

    /// The enhanced code stands once a line (RFC 2034 section 4).
    private static SmtpReply reply(int code, List<String> lines) {
        Matcher first = ENHANCED.matcher(lines.getFirst());
        if (!first.lookingAt() || first.group(1).charAt(0) - '0' != code / 100) {
            return new SmtpReply(code, Optional.empty(), lines);
        }
        String enhanced = first.group(1);
        List<String> texts = lines.stream()
                .map(line -> line.startsWith(enhanced)
                        ? line.substring(enhanced.length()).strip()
                        : line)
                .toList();
        return new SmtpReply(code, Optional.of(enhanced), texts);
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
