package epostadm.mailstore.store;

import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The `$lockfile` of a mailbox root: made exclusively, void when it was not refreshed for five minutes.
///
/// It holds a token of its own, so that its owner can tell that it was taken over in the meantime.
/// docs/store-format.md, "Mailbox root".
final class MaildropLock implements AutoCloseable {

    static final String NAME = "$lockfile";
    static final Duration STALE = Duration.ofMinutes(5);

    private static final int LONGEST = 64;

    private final Path file;
    private final String token;
    private final InstantSource clock;

    private MaildropLock(Path file, String token, InstantSource clock) {
        this.file = file;
        this.token = token;
        this.clock = clock;
    }

    /// The lock, or nothing where another session has it.
    static Optional<MaildropLock> take(Path root, InstantSource clock) throws IOException {
        MaildropLock lock =
                new MaildropLock(root.resolve(NAME), UUID.randomUUID().toString(), clock);
        return lock.make() || lock.putStaleAside() && lock.make() ? Optional.of(lock) : Optional.empty();
    }

    /// Whether the lock is still this session's.
    boolean held() throws IOException {
        try {
            return token.equals(new String(RegularFile.read(file, LONGEST), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Says that the session is alive, where the lock is still its own.
    boolean refresh() throws IOException {
        boolean held = held();
        if (held) {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
        return held;
    }

    @Override
    public void close() throws IOException {
        if (held()) {
            Files.deleteIfExists(file);
        }
    }

    private boolean make() throws IOException {
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFiles.fileAttributes(file))) {
            channel.write(java.nio.ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        Ownership.of(file.getParent()).give(file);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return true;
    }

    /// Moves a stale lock out of the way under a name of ours. Of two who find it stale one may move the other's
    /// new lock: so what was moved is looked at again, and put back where it is fresh.
    private boolean putStaleAside() throws IOException {
        if (!stale(file)) {
            return false;
        }
        Path aside = file.resolveSibling(NAME + "." + token);
        try {
            Files.move(file, aside);
        } catch (NoSuchFileException e) {
            return true;
        }
        if (stale(aside)) {
            Files.delete(aside);
            return true;
        }
        try {
            Files.move(aside, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(aside);
        }
        return false;
    }

    private boolean stale(Path lock) throws IOException {
        try {
            Instant modified =
                    Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS).toInstant();
            return modified.plus(STALE).isBefore(clock.instant());
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
