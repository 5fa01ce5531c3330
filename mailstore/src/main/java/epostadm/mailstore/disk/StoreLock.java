package epostadm.mailstore.disk;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The store's one-writer lock, `.epostadm/lock`: locked by the operating system, so that it falls with its
/// process, and naming its holder for whoever finds it taken.
///
/// A name that is found in a file that nobody locks is that of a holder who died: [#leftBy()].
public final class StoreLock implements AutoCloseable {

    /// The locked byte lies far behind the text, since Windows does not let others read what is locked.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST = 4096;

    /// The locks of this process and their holders. On Unix all locks of a process on a file fall as soon as it
    /// closes the file anywhere, so it must not even be opened a second time.
    private static final ConcurrentMap<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final Optional<String> leftBy;

    private StoreLock(Path file, FileChannel channel, Optional<String> leftBy) {
        this.file = file;
        this.channel = channel;
        this.leftBy = leftBy;
    }

    /// Takes the lock for `holder` (host, process, command, since; one line).
    ///
    /// @throws RefusedException with [Refusal.StoreInUse] where another process, or another part of this one, has
    /// it
    public static StoreLock take(Path file, String holder) throws IOException {
        String here = HELD.putIfAbsent(file, holder);
        if (here != null) {
            throw new RefusedException(new Refusal.StoreInUse(file, here));
        }
        try {
            return open(file, holder);
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static StoreLock open(Path file, String holder) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.fileAttributes(file));
        try {
            if (!lock(channel)) {
                throw new RefusedException(
                        new Refusal.StoreInUse(file, text(channel).orElse("?")));
            }
            Optional<String> leftBy = text(channel);
            write(channel, holder);
            return new StoreLock(file, channel, leftBy);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The holder who had the lock before and died with it, if any.
    public Optional<String> leftBy() {
        return leftBy;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(0);
        } finally {
            HELD.remove(file);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Optional<String> text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static void write(FileChannel channel, String holder) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }
}
