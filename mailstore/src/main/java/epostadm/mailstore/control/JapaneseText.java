package epostadm.mailstore.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Text as people wrote it into control files: ISO-2022-JP, as the vendor wants it, and else UTF-8 or Windows-31J,
/// whichever it is without error. docs/store-format.md, "Automatic reply".
final class JapaneseText {

    private static final int ESCAPE = 0x1B;

    private JapaneseText() {}

    /// The text, or nothing where it is in none of the three.
    static Optional<String> decode(byte[] bytes) {
        return iso2022Jp(bytes)
                ? strictly(Charset.forName("ISO-2022-JP"), bytes)
                        .or(() -> strictly(Charset.forName("x-windows-iso2022jp"), bytes))
                : List.of(StandardCharsets.UTF_8, Charset.forName("windows-31j")).stream()
                        .map(charset -> strictly(charset, bytes))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /// Whether it has escape sequences and seven bits alone.
    static boolean iso2022Jp(byte[] bytes) {
        boolean escape = false;
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
            escape |= b == ESCAPE;
        }
        return escape;
    }

    static boolean utf8(byte[] bytes) {
        return strictly(StandardCharsets.UTF_8, bytes).isPresent();
    }

    static boolean windows31J(byte[] bytes) {
        return strictly(Charset.forName("windows-31j"), bytes).isPresent();
    }

    private static Optional<String> strictly(Charset charset, byte[] bytes) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
