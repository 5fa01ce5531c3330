package epostadm.mailstore.folder;

import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Gives out a folder's UIDs; `uid` says so before one is used. Guarded by the folder's lock.
final class UidCounter {

    private static final long NONE = -1;

    private final FolderDirectory directory;
    private long next = 1;

    /// What the file says where this counter wrote it, so that it is digits alone.
    private long written = NONE;

    UidCounter(FolderDirectory directory) {
        this.directory = directory;
    }

    /// Up to 2^32.
    long next() {
        return next;
    }

    boolean exhausted(long wanted) {
        return next + wanted - 1 > Uid.LAST.value();
    }

    /// To be read before the directory is listed: a UID that somebody else gives out meanwhile is then a new one.
    UidFile.Content read() throws IOException {
        return UidFile.read(directory.path());
    }

    /// Takes account of the file and of what lies in the directory; corrects the file where it is behind.
    void settle(UidFile.Content content, long highest) throws IOException {
        long said = UidFile.next(content, highest > 0 ? Optional.of(Uid.of(highest)) : Optional.empty());
        long found = content instanceof UidFile.Content.Next(long uid) ? uid : NONE;
        if (found != written) {
            written = NONE;
        }
        next = Math.max(next, said);
        if (found < next) {
            write(next);
        }
    }

    /// The first of `count` new UIDs.
    long take(int count) throws IOException {
        long first = next;
        write(next + count);
        next += count;
        return first;
    }

    /// Counts from `newNext` on, be it lower: after all messages were numbered anew.
    void restart(long newNext) throws IOException {
        directory.write(UidFile.NAME, Long.toString(newNext));
        written = newNext;
        next = newNext;
    }

    private void write(long value) throws IOException {
        if (written != NONE
                && Long.toString(written).length() == Long.toString(value).length()) {
            try {
                UidFile.overwrite(directory.path(), value);
                written = value;
                return;
            } catch (NoSuchFileException e) {
                written = NONE;
            }
        }
        directory.write(UidFile.NAME, Long.toString(value));
        written = value;
    }
}
