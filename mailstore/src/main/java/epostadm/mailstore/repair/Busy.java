package epostadm.mailstore.repair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Whether somebody has a mailbox or a folder open: its lock is there and fresh. docs/store-format.md, "Mailbox
/// root".
final class Busy {

    private static final String LOCK = "$lockfile";
    private static final Duration ROOT = Duration.ofMinutes(5);
    private static final Duration FOLDER = Duration.ofSeconds(30);

    private Busy() {}

    static boolean mailbox(Path root, Instant now) throws IOException {
        return fresh(root, ROOT, now);
    }

    static boolean folder(Path directory, Instant now) throws IOException {
        return fresh(directory, FOLDER, now);
    }

    private static boolean fresh(Path directory, Duration age, Instant now) throws IOException {
        try {
            Instant modified = Files.getLastModifiedTime(directory.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
            return !modified.plus(age).isBefore(now);
        } catch (NoSuchFileException _) {
            return false;
        }
    }
}
