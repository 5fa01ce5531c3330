package epostadm.mailstore.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A message of a folder at work; one object for all sessions, as long as the folder is at work. For many threads.
public final class LiveMessage {

    public long uid() {
        throw new UnsupportedOperationException();
    }

    public MessageFlags flags() {
        throw new UnsupportedOperationException();
    }

    /// RFC 7162: when something about the message changed last.
    public long modSeq() {
        throw new UnsupportedOperationException();
    }

    /// Whether it is gone from the folder, though views may still number it.
    public boolean expunged() {
        throw new UnsupportedOperationException();
    }

    /// RFC 8514: when it came into this folder, where that is known.
    public Optional<Instant> saved() {
        throw new UnsupportedOperationException();
    }

    /// RFC 8474: the same for copies of the message in all folders of the mailbox.
    public String emailId() {
        throw new UnsupportedOperationException();
    }

    /// A name of its content that stays the same while flags change, for caches: the folder's id and the UID.
    public String contentKey() {
        throw new UnsupportedOperationException();
    }

    /// Does something with the file under its present name; tries again where the flags have changed meanwhile.
    ///
    /// @throws java.nio.file.NoSuchFileException where the message is gone
    public <T> T withFile(FileAction<T> action) throws IOException {
        throw new UnsupportedOperationException();
    }

    @FunctionalInterface
    public interface FileAction<T> {
        T on(Path file) throws IOException;
    }
}
