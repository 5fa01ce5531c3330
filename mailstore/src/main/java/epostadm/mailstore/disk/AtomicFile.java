package epostadm.mailstore.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Replaces a small file of ours so that a reader, and a power cut, sees the old or the new one whole: temporary
/// file, force, rename, force of the directory.
public final class AtomicFile {

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private AtomicFile() {}

    /// What is written into a file.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void write(Path file, Content content) throws IOException {
        Durability durability = Durability.of(file);
        Path temporary = temporary(file);
        Files.deleteIfExists(temporary);
        try {
            create(temporary, content);
            durability.forceFile(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        durability.forceDirectory(file.getParent());
    }

    /// What is written first.
    public static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /// Makes a file that nobody but its owner can read, not forced; fails where the name is taken.
    public static void create(Path file, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Channels.newOutputStream(Files.newByteChannel(file, NEW, PrivateFiles.fileAttributes(file))))) {
            content.writeTo(out);
        }
    }
}
