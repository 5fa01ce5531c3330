package epostadm.mailstore.folder;

import epostadm.mailstore.disk.FolderListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whether somebody else has been in a directory, without listing it.
///
/// A directory's time is only as fine as the system's clock ticks, and one's own doing hides another's of the same
/// tick. So what was done oneself is looked over once more when some time has passed. Guarded by the folder's lock.
final class DirectoryWatch {

    enum Sight {
        AS_KNOWN,
        TO_BE_LISTED,
        /// The directory is not there, or is another one.
        GONE
    }

    private static final Duration TICK = Duration.ofMillis(50);

    /// A time in whole seconds may be all that the file system has.
    private static final Duration COARSE_TICK = Duration.ofSeconds(2);

    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRUST = Duration.ofSeconds(10);

    /// Which share of the time may be spent on looking things over.
    private static final int SHARE = 20;

    private final InstantSource clock;
    private final Object identity;
    private Optional<FileTime> known = Optional.empty();
    private boolean certain;
    private Instant listed = Instant.MIN;
    private Duration listing = Duration.ZERO;

    DirectoryWatch(Path directory, InstantSource clock) throws IOException {
        this.clock = clock;
        BasicFileAttributes attributes = read(directory);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        this.identity = identity(attributes);
    }

    Sight look(Path directory) throws IOException {
        BasicFileAttributes now;
        try {
            now = read(directory);
        } catch (NoSuchFileException e) {
            return Sight.GONE;
        }
        if (!now.isDirectory() || !identity(now).equals(identity)) {
            return Sight.GONE;
        }
        boolean same = known.isPresent() && known.get().equals(now.lastModifiedTime());
        return same && (certain || !timeToLookOver()) ? Sight.AS_KNOWN : Sight.TO_BE_LISTED;
    }

    private boolean timeToLookOver() {
        Duration pause = settled() ? LEAST_PAUSE : LONGEST_TRUST;
        Duration share = listing.multipliedBy(SHARE);
        Instant due = listed.plus(share.compareTo(pause) > 0 ? share : pause);
        Instant now = clock.instant();
        return now.isAfter(due) || now.isBefore(listed);
    }

    private boolean settled() {
        Instant time = known.orElseThrow().toInstant();
        Duration tick = time.getNano() == 0 ? COARSE_TICK : TICK;
        return Duration.between(time, clock.instant()).abs().compareTo(tick) > 0;
    }

    FolderListing list(Path directory) throws IOException {
        Instant begin = clock.instant();
        known = Optional.of(read(directory).lastModifiedTime());
        certain = settled();
        FolderListing found = FolderListing.read(directory);
        listed = clock.instant();
        listing = Duration.between(begin, listed).abs();
        return found;
    }

    /// Whether it has not changed since it was listed.
    boolean still(Path directory) throws IOException {
        return known.equals(Optional.of(read(directory).lastModifiedTime()));
    }

    void ownDoing(Path directory) throws IOException {
        if (known.isPresent()) {
            FileTime now = read(directory).lastModifiedTime();
            certain &= known.get().equals(now);
            known = Optional.of(now);
        }
    }

    boolean is(Object key) {
        return identity.equals(key);
    }

    void doubt() {
        known = Optional.empty();
    }

    private static BasicFileAttributes read(Path directory) throws IOException {
        return Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }
}
