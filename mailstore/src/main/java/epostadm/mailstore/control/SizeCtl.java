package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// `size.ctl`: the mailbox's own size limit in bytes, unsigned decimal; 0 or no file = the server-wide limit.
///
/// docs/store-format.md, "Mailbox root".
public final class SizeCtl {

    public static final String NAME = "size.ctl";

    private static final int LONGEST = 32;

    private SizeCtl() {}

    /// The file's number, or nothing where there is no file or no number in it.
    public static Optional<Long> read(Path root) throws IOException {
        return readFile(root.resolve(NAME));
    }

    /// The same of a file that is spelt otherwise.
    public static Optional<Long> readFile(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            long limit = Long.parseLong(text);
            return limit < 0 ? Optional.empty() : Optional.of(limit);
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
