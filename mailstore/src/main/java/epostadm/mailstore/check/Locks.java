package epostadm.mailstore.check;

import epostadm.mailstore.disk.FolderListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tells locks that are held from those that were forgotten. docs/store-format.md, "Mailbox root".
record Locks(InstantSource clock) {

    private static final String NAME = "$lockfile";

    /// The directory's lock if it is older than a lock can be.
    Optional<Finding> check(FolderListing listing, Duration oldest) throws IOException {
        if (!FolderCheck.listed(listing, NAME)) {
            return Optional.empty();
        }
        Path lock = listing.directory().resolve(NAME);
        try {
            Instant modified =
                    Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS).toInstant();
            return modified.plus(oldest).isBefore(clock.instant())
                    ? Optional.of(new Finding.StaleLock(lock, modified))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
