package epostadm.server.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the server answers: one code, one or more lines. RFC 5321 section 4.2, and RFC 2034 for the enhanced code.
///
/// @param enhanced `class.subject.detail` (RFC 3463); none in the greeting, in EHLO's reply, and with 3xx
public record SmtpReply(int code, Optional<String> enhanced, List<String> lines) {

    private static final Pattern ENHANCED = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

    public SmtpReply {
        lines = List.copyOf(lines);
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("not a reply's code: " + code);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply without a line");
        }
        if (lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("a reply with a control character");
        }
        if (enhanced.isPresent()
                && (!ENHANCED.matcher(enhanced.get()).matches()
                        || enhanced.get().charAt(0) - '0' != code / 100)) {
            throw new IllegalArgumentException("not an enhanced code of " + code + ": " + enhanced.get());
        }
    }

    public static SmtpReply of(int code, String enhanced, String text) {
        return new SmtpReply(code, Optional.of(enhanced), List.of(text));
    }

    /// A reply without an enhanced code.
    public static SmtpReply plain(int code, String... lines) {
        return new SmtpReply(code, Optional.empty(), List.of(lines));
    }

    /// Whether what was asked for is or can be done: 2xx and 3xx.
    public boolean positive() {
        return code < 400;
    }

    /// Every line as it is sent, the code and its hyphen or space included, without line ends.
    public List<String> wireLines() {
        List<String> wire = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            char separator = i < lines.size() - 1 ? '-' : ' ';
            wire.add(code + "" + separator + enhanced.map(e -> e + " ").orElse("") + lines.get(i));
        }
        return wire;
    }

    public byte[] bytes() {
        return (String.join("\r\n", wireLines()) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return String.join(" / ", wireLines());
    }
}
