package epostadm.mailstore.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Modified UTF-7, in which IMAP4rev1 and the store's directories write folder names: printable ASCII as it is,
/// `&-` for `&`, everything else as `&`, modified BASE64 of its UTF-16, `-`.
///
/// Decoding takes only what encoding writes, so that two directory names never stand for one folder. RFC 3501
/// section 5.1.3.
public final class ModifiedUtf7 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    private static final int UNIT_BITS = 16;
    private static final int DIGIT_BITS = 6;

    private ModifiedUtf7() {}

    /// The name in printable ASCII; the text must not hold a lone surrogate.
    public static String encode(String text) {
        if (!wellFormed(text)) {
            throw new IllegalArgumentException("not Unicode text, a surrogate stands alone");
        }
        StringBuilder name = new StringBuilder(text.length() + 8);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '&') {
                name.append("&-");
                at++;
            } else if (printable(c)) {
                name.append(c);
                at++;
            } else {
                int end = at + 1;
                while (end < text.length() && !printable(text.charAt(end))) {
                    end++;
                }
                name.append('&').append(base64(text.substring(at, end))).append('-');
                at = end;
            }
        }
        return name.toString();
    }

    /// The text that a name stands for, or nothing where the name is not exactly what [#encode] makes of a text.
    public static Optional<String> decode(String name) {
        StringBuilder text = new StringBuilder(name.length());
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (!printable(c)) {
                return Optional.empty();
            }
            if (c != '&') {
                text.append(c);
                at++;
                continue;
            }
            int end = name.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            if (end == at + 1) {
                text.append('&');
            } else if (!appendUnits(name, at + 1, end, text)) {
                return Optional.empty();
            }
            at = end + 1;
        }
        // Null shifts, ASCII in BASE64, stray bits: every other spelling differs from the one that encoding writes.
        String decoded = text.toString();
        return wellFormed(decoded) && encode(decoded).equals(name) ? Optional.of(decoded) : Optional.empty();
    }

    private static boolean appendUnits(String name, int from, int to, StringBuilder text) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int digit = ALPHABET.indexOf(name.charAt(i));
            if (digit < 0) {
                return false;
            }
            bits = bits << DIGIT_BITS | digit;
            count += DIGIT_BITS;
            if (count >= UNIT_BITS) {
                count -= UNIT_BITS;
                text.append((char) (bits >>> count));
                bits &= (1 << count) - 1;
            }
        }
        return true;
    }

    private static String base64(String text) {
        byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
        return Base64.getEncoder().withoutPadding().encodeToString(units).replace('/', ',');
    }

    private static boolean printable(char c) {
        return c >= ' ' && c <= '~';
    }

    /// Whether every surrogate has its other half.
    public static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
