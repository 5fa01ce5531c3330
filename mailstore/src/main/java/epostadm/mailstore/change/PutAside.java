package epostadm.mailstore.change;

import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A mailbox that was put aside: a directory whose name begins with `~`.
public record PutAside(String name, Path directory, Instant since, Mailbox.Use use) {

    /// Since when, for a directory that no record of ours tells of: the latest of all its times, so that nothing
    /// counts as older than it may be. A rename changes the inode's time where there is one.
    static Instant since(Path directory) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant latest = later(
                attributes.lastModifiedTime().toInstant(),
                attributes.creationTime().toInstant());
        if (directory.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(directory, "unix:ctime", LinkOption.NOFOLLOW_LINKS) instanceof FileTime changed) {
            return later(latest, changed.toInstant());
        }
        return latest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
