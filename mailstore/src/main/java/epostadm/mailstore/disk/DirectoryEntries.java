package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What lies in a directory, one entry after the other with its attributes: of a million files none is held.
public final class DirectoryEntries {

    private DirectoryEntries() {}

    /// Given one entry; the attributes are a symbolic link's own.
    @FunctionalInterface
    public interface Visitor {
        void visit(String name, BasicFileAttributes attributes) throws IOException;
    }

    /// In no order; what goes meanwhile is passed over.
    public static void each(Path directory, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                BasicFileAttributes attributes;
                try {
                    attributes = MeasuredFolder.attributes(stream, entry);
                } catch (NoSuchFileException e) {
                    continue;
                }
                visitor.visit(entry.getFileName().toString(), attributes);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
