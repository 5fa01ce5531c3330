package epostadm.mailstore.spool;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Gives queue ids, none ever twice: not after a crash, and not after a store was put back from a backup, since the
/// first one after a start is never below the seconds since 1970.
///
/// The file holds the first number that has not been set apart; numbers are set apart a thousand at a time.
/// docs/store-format.md, "Queue".
final class QueueIds {

    static final String NAME = "queue-id";

    private static final long AT_ONCE = 1_000;
    private static final long LAST = 9_999_999_999L;
    private static final int LONGEST = 64;

    private final Path file;
    private long next;
    private long limit;

    private QueueIds(Path file, long next) {
        this.file = file;
        this.next = next;
        this.limit = next;
    }

    /// @param highest the highest number that is in the queue
    /// @param seconds since 1970
    static QueueIds open(Path file, long highest, long seconds) throws IOException {
        return new QueueIds(file, Math.max(setApart(file), Math.max(highest + 1, seconds)));
    }

    /// @throws IOException where no id can be set apart, or the last one is gone
    synchronized QueueId next() throws IOException {
        if (next == limit) {
            long newLimit = next + AT_ONCE;
            if (newLimit > LAST) {
                throw new IOException(file + ": no queue ids are left below " + LAST);
            }
            AtomicFile.write(file, out -> out.write((newLimit + "\n").getBytes(StandardCharsets.US_ASCII)));
            limit = newLimit;
        }
        return QueueId.of(next++);
    }

    /// 0 where the file is missing or damaged: the clock and the queue then say where to start.
    private static long setApart(Path file) throws IOException {
        try {
            String text = new String(RegularFile.read(file, LONGEST), StandardCharsets.US_ASCII).strip();
            return Math.max(0, Long.parseLong(text));
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }
}
