package epostadm.mailstore.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// An encoded word: RFC 2047 section 2; its charset may bear a language, RFC 2231 section 5.
///
/// What it holds is not yet decoded by the charset: a character may go on in the next word.
final class EncodedWord {

    private static final int LONGEST_NAME = 60;

    /// RFC 2047 allows 75 characters, its readers far more.
    private static final int LONGEST = 20_000;

    private final String charset;
    private final byte[] octets;
    private final int end;

    private EncodedWord(String charset, byte[] octets, int end) {
        this.charset = charset;
        this.octets = octets;
        this.end = end;
    }

    /// In lower case.
    String charset() {
        return charset;
    }

    void writeTo(ByteArrayOutputStream all) {
        all.writeBytes(octets);
    }

    /// Behind it.
    int end() {
        return end;
    }

    /// The word that begins there with `=?`; empty where what follows is none.
    static Optional<EncodedWord> at(String text, int begin) {
        int name = begin + 2;
        int encoding = text.indexOf('?', name);
        if (encoding <= name || encoding - name > LONGEST_NAME || encoding + 2 >= text.length()) {
            return Optional.empty();
        }
        int content = encoding + 3;
        if (text.charAt(encoding + 2) != '?') {
            return Optional.empty();
        }
        int end = text.indexOf("?=", content, Math.min(text.length(), content + LONGEST));
        if (end < 0) {
            return Optional.empty();
        }
        String charset = text.substring(name, encoding).toLowerCase(Locale.ROOT);
        int language = charset.indexOf('*');
        String bare = language < 0 ? charset : charset.substring(0, language);
        if (MailCharsets.of(bare).isEmpty() && !MailCharsets.saysNothing(bare)) {
            return Optional.empty();
        }
        return switch (text.charAt(encoding + 1)) {
            case 'B', 'b' -> base64(text, content, end).map(octets -> new EncodedWord(bare, octets, end + 2));
            case 'Q', 'q' -> Optional.of(new EncodedWord(bare, quoted(text, content, end), end + 2));
            default -> Optional.empty();
        };
    }

    /// Padding may be missing, or stand in the middle where a program has set two texts side by side.
    private static Optional<byte[]> base64(String text, int begin, int end) {
        if (wellFormed(text, begin, end)) {
            return Optional.of(
                    Base64.getDecoder().decode(text.substring(begin, end).getBytes(StandardCharsets.ISO_8859_1)));
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        StringBuilder digits = new StringBuilder();
        for (int i = begin; i <= end; i++) {
            char c = i == end ? '=' : text.charAt(i);
            if (c == '=') {
                int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
                octets.writeBytes(Base64.getDecoder().decode(digits.substring(0, whole)));
                digits.setLength(0);
            } else if (digit(c)) {
                digits.append(c);
            } else if (c > ' ') {
                return Optional.empty();
            }
        }
        return Optional.of(octets.toByteArray());
    }

    /// As nearly all are.
    private static boolean wellFormed(String text, int begin, int end) {
        int digits = begin;
        while (digits < end && digit(text.charAt(digits))) {
            digits++;
        }
        boolean padded = text.regionMatches(digits, "==", 0, end - digits);
        return (end - begin) % 4 == 0 && padded && end - digits <= 2;
    }

    private static boolean digit(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
    }

    private static byte[] quoted(String text, int begin, int end) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            int octet = c == '=' && i + 2 < end ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
            if (octet >= 0) {
                octets.write(octet);
                i += 2;
            } else if (c == '_') {
                octets.write(' ');
            } else if (c < 0x80) {
                octets.write(c);
            } else {
                octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    /// -1 where they are no hexadecimal digits.
    static int hex(char high, char low) {
        int one = high < 0x80 ? Character.digit(high, 16) : -1;
        int two = low < 0x80 ? Character.digit(low, 16) : -1;
        return one < 0 || two < 0 ? -1 : one << 4 | two;
    }
}
