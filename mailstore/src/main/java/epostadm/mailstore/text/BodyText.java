package epostadm.mailstore.text;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The text of a body whose transfer encoding has been taken off. What is no text in its charset reads as U+FFFD.
public final class BodyText {

    private BodyText() {}

    /// A reader of octets that never wants more of them in memory than a few blocks.
    ///
    /// @param label the charset as the part says it; where it says nothing, `us-ascii` or what nobody knows, the
    /// octets are looked at
    public static Reader reader(InputStream octets, Optional<String> label) {
        return charset(label)
                .<Reader>map(known -> new InputStreamReader(octets, known))
                .orElseGet(() -> new UnlabelledReader(octets));
    }

    /// As [#reader] would read it.
    public static String decode(byte[] octets, Optional<String> label) {
        return new String(octets, charset(label).orElseGet(() -> guess(octets)));
    }

    private static Charset guess(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0 || octet == CharsetGuess.ESCAPE) {
                int length = Math.min(octets.length, UnlabelledReader.BLOCK);
                return CharsetGuess.of(octets, length, length < octets.length);
            }
        }
        return StandardCharsets.US_ASCII;
    }

    private static Optional<Charset> charset(Optional<String> label) {
        return label.filter(name -> !MailCharsets.saysNothing(name)).flatMap(MailCharsets::of);
    }
}
