package epostadm.mailstore.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;

/// The text of a body whose transfer encoding has been taken off. What is no text in its charset reads as U+FFFD.
public final class BodyText {

    private BodyText() {}

    /// A reader of octets that never wants more of them in memory than a few blocks.
    ///
    /// @param label the charset as the part says it; where it says nothing, `us-ascii` or what nobody knows, the
    /// octets are looked at
    public static Reader reader(InputStream octets, Optional<String> label) {
        Optional<Charset> charset =
                label.filter(name -> !MailCharsets.saysNothing(name)).flatMap(MailCharsets::of);
        return charset.<Reader>map(known -> new InputStreamReader(octets, known))
                .orElseGet(() -> new UnlabelledReader(octets));
    }

    public static String decode(byte[] octets, Optional<String> label) {
        try (Reader reader = reader(new ByteArrayInputStream(octets), label)) {
            StringBuilder text = new StringBuilder();
            char[] chars = new char[Math.clamp(octets.length, 1, 8192)];
            for (int read = reader.read(chars); read >= 0; read = reader.read(chars)) {
                text.append(chars, 0, read);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
