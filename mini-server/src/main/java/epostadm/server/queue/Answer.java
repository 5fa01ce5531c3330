package epostadm.server.queue;

import java.util.Optional;
import java.util.regex.Pattern;

/// What was said about one recipient: by a mailbox of ours, by another server, or by ourselves for one that said
/// nothing. One line, whatever was sent.
///
/// @param host who said it; nothing where it is this server
/// @param code as in RFC 5321 section 4.2
/// @param status as in RFC 3463: `class.subject.detail`
public record Answer(Optional<String> host, int code, String status, String text) {

    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
    private static final int LONGEST = 1000;

    public Answer {
        if (!STATUS.matcher(status).matches()) {
            throw new IllegalArgumentException("not an enhanced status code: " + status);
        }
        text = text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /// This server's own.
    public static Answer ours(int code, String status, String text) {
        return new Answer(Optional.empty(), code, status, text);
    }

    /// As it stands in logs and reports: `550 5.1.1 User unknown`.
    public String line() {
        return text.isEmpty() ? code + " " + status : code + " " + status + " " + text;
    }
}
