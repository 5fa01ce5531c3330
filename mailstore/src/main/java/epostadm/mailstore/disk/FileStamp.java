package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What tells, without reading it, that a file or directory is another than before.
///
/// @param key the file's number on its volume, as text; empty where the file system has none
public record FileStamp(Instant modified, long size, String key) {

    /// Within this time a second change may bear the same stamp as the first.
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    /// The stamp of what bears the name, if something does.
    public static Optional<FileStamp> of(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return Optional.of(new FileStamp(
                    attributes.lastModifiedTime().toInstant(), attributes.size(), key == null ? "" : key.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Whether the same stamp at a later time will mean the same content.
    public boolean settledAt(Instant now) {
        return Duration.between(modified, now).abs().compareTo(COARSENESS) > 0;
    }
}
