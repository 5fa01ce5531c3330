package epostadm.mailstore.account;

import java.text.Normalizer;
import java.util.Optional;

/// SASLprep, the form in which a password is hashed and compared (RFC 4013).
///
/// Printable ASCII comes out unchanged. The mapping, NFKC and the prohibited characters are those of RFC 4013; the
/// rule on mixed writing directions (section 2.4) is left out, and normalisation follows the Unicode version of
/// this Java instead of 3.2, so that characters unassigned in 3.2 pass.
public final class SaslPrep {

    private SaslPrep() {}

    /// The prepared text, or nothing where it holds a prohibited character.
    public static Optional<String> prepare(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return Optional.of(text);
        }
        StringBuilder mapped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (nonAsciiSpace(c)) {
                mapped.append(' ');
            } else if (!mappedToNothing(c)) {
                mapped.appendCodePoint(c);
            }
        });
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        return normal.codePoints().anyMatch(SaslPrep::prohibited) ? Optional.empty() : Optional.of(normal);
    }

    /// RFC 3454 table C.1.2.
    private static boolean nonAsciiSpace(int c) {
        return c == 0xa0 || c == 0x1680 || c >= 0x2000 && c <= 0x200b || c == 0x202f || c == 0x205f || c == 0x3000;
    }

    /// RFC 3454 table B.1.
    private static boolean mappedToNothing(int c) {
        return c == 0xad
                || c == 0x34f
                || c == 0x1806
                || c >= 0x180b && c <= 0x180d
                || c == 0x200c
                || c == 0x200d
                || c == 0x2060
                || c >= 0xfe00 && c <= 0xfe0f
                || c == 0xfeff;
    }

    /// RFC 3454 tables C.1.2 and C.2.1 to C.9.
    private static boolean prohibited(int c) {
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        return nonCharacter
                || nonAsciiSpace(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.PRIVATE_USE
                || Character.getType(c) == Character.SURROGATE
                || controlsText(c);
    }

    private static boolean controlsText(int c) {
        return c == 0x340
                || c == 0x341
                || c == 0x6dd
                || c == 0x70f
                || c == 0x180e
                || c == 0x200e
                || c == 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2061 && c <= 0x2063
                || c >= 0x206a && c <= 0x206f
                || c >= 0x2ff0 && c <= 0x2ffb
                || c >= 0xfff9 && c <= 0xfffd
                || c >= 0x1d173 && c <= 0x1d17a
                || c == 0xe0001
                || c >= 0xe0020 && c <= 0xe007f;
    }
}
