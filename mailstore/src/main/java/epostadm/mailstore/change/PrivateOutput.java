package epostadm.mailstore.change;

import epostadm.mailstore.disk.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Files outside the store that may hold secrets, such as an export: for their owner alone, and whole or not there.
public final class PrivateOutput {

    private PrivateOutput() {}

    /// What is written.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void write(Path file, Content content) throws IOException {
        AtomicFile.write(file.toAbsolutePath(), content::writeTo);
    }
}
