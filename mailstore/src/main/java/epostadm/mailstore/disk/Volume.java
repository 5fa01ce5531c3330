package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which volume a directory lies on: names can be moved within one, not between two.
public record Volume(Object identity) {

    /// The volume of the path, or of the nearest directory above it that exists.
    public static Volume of(Path path) throws IOException {
        Path at = path;
        while (!Files.exists(at)) {
            at = at.getParent();
        }
        // The device's number is one call; a FileStore reads the table of mounts.
        boolean unix = at.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new Volume(unix ? Files.getAttribute(at, "unix:dev") : Files.getFileStore(at));
    }
}
