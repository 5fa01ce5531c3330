package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.io.input.BoundedInputStream;

/// `apop.dat`: the password for SMTP-AUTH, APOP and CRAM-MD5 in plain text on the first line; that the file is
/// there switches them on. docs/store-format.md, "Mailbox root".
public final class ApopDat {

    public static final String NAME = "apop.dat";

    private static final int OBFUSCATED = 0xFF;
    private static final int LONGEST = 4096;

    private ApopDat() {}

    /// What the file holds.
    public sealed interface Content {

        record Missing() implements Content {}

        /// Scrambled by the vendor's "Encode" setting: to be left alone.
        record Obfuscated() implements Content {}

        /// The password in the clear, which [#toString()] does not show.
        record Clear(String password) implements Content {
            @Override
            public String toString() {
                return "Clear[*****]";
            }
        }
    }

    public static Content read(Path root) throws IOException {
        return readFile(root.resolve(NAME));
    }

    /// The same of a file that is spelt otherwise.
    public static Content readFile(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            InputStream bounded = BoundedInputStream.builder()
                    .setInputStream(in)
                    .setMaxCount(LONGEST)
                    .get();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(bounded, StandardCharsets.ISO_8859_1), LONGEST);
            String line = reader.readLine();
            if (line == null) {
                return new Content.Clear("");
            }
            if (!line.isEmpty() && line.charAt(0) == OBFUSCATED) {
                return new Content.Obfuscated();
            }
            return new Content.Clear(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new Content.Missing();
        }
    }
}
