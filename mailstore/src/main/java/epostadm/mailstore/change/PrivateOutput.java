package epostadm.mailstore.change;

import epostadm.mailstore.disk.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    /// Tries whether `file` can be written later, by the file beside it that comes first then, and is gone when
    /// this returns.
    ///
    /// @throws IOException where it cannot; also where that other file is there already
    public static void requireWritable(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path directory = whole.getParent();
        if (directory == null || Files.isDirectory(whole)) {
            throw new FileSystemException(whole.toString(), null, "is a directory");
        }
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        Path trial = AtomicFile.temporary(whole);
        AtomicFile.create(trial, out -> out.write('\n'));
        Files.delete(trial);
    }
}
