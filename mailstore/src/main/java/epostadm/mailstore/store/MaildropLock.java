package epostadm.mailstore.store;

import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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
/// It holds a token of its own, so that its owner can tell that it was taken over in the meantime. A void lock is
/// taken over in place, by another token, under a lock of the operating system that whoever looks at or changes the
/// token takes as well: of two who find it void one gets it. For several threads. docs/store-format.md, "Mailbox
/// root".
final class MaildropLock implements AutoCloseable {

    static final String NAME = "$lockfile";
    static final Duration STALE = Duration.ofMinutes(5);

    private static final int LONGEST = 64;

    /// The operating system's locks are between processes: between threads of this one, these are.
    private static final Object[] MUTEXES = new Object[64];

    static {
        for (int i = 0; i < MUTEXES.length; i++) {
            MUTEXES[i] = new Object();
        }
    }

    private final Path file;
    private final String token = UUID.randomUUID().toString();
    private final InstantSource clock;
    private final Object mutex;

    private MaildropLock(Path root, InstantSource clock) {
        this.file = root.resolve(NAME);
        this.clock = clock;
        this.mutex = MUTEXES[Math.floorMod(file.hashCode(), MUTEXES.length)];
    }

    /// The lock, or nothing where another session has it.
    static Optional<MaildropLock> take(Path root, InstantSource clock) throws IOException {
        MaildropLock lock = new MaildropLock(root, clock);
        synchronized (lock.mutex) {
            return lock.make() || lock.takeOver() ? Optional.of(lock) : Optional.empty();
        }
    }

    /// Says that the session is alive, where the lock is still its own; whether it is.
    boolean refresh() throws IOException {
        return whileOurs(() -> Files.setLastModifiedTime(file, FileTime.from(clock.instant())));
    }

    @Override
    public void close() throws IOException {
        whileOurs(() -> Files.deleteIfExists(file));
    }

    private boolean make() throws IOException {
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFiles.fileAttributes(file))) {
            channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        Ownership.of(file.getParent()).give(file);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return true;
    }

    private boolean takeOver() throws IOException {
        try {
            if (!stale()) {
                return false;
            }
            try (FileChannel channel = open();
                    FileLock lock = channel.tryLock()) {
                if (lock == null || !stale()) {
                    return false;
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
        } catch (NoSuchFileException e) {
            return make();
        }
        // What was opened may have been deleted meanwhile, and another made.
        return whileOurs(() -> {});
    }

    private interface Work {
        void run() throws IOException;
    }

    private boolean whileOurs(Work work) throws IOException {
        synchronized (mutex) {
            try (FileChannel channel = open();
                    FileLock lock = channel.tryLock()) {
                boolean ours = lock != null && token.equals(content(channel));
                if (ours) {
                    work.run();
                }
                return ours;
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Goes on to the end.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    private boolean stale() throws IOException {
        Instant modified =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        return modified.plus(STALE).isBefore(clock.instant());
    }
}
