package epostadm.mailstore.folder;

import java.util.List;
import java.util.OptionalInt;

/// A folder as one session numbers it: changes of others come in at [#changes(boolean)] alone. RFC 9051 section
/// 2.3.1.2. For one thread at a time.
public final class FolderView implements AutoCloseable {

    public LiveFolder folder() {
        throw new UnsupportedOperationException();
    }

    public boolean readOnly() {
        throw new UnsupportedOperationException();
    }

    /// All messages by sequence number, the first at index 0; also those gone of which the client has not heard.
    public List<LiveMessage> messages() {
        throw new UnsupportedOperationException();
    }

    /// The sequence number of the message with that UID.
    public OptionalInt sequence(long uid) {
        throw new UnsupportedOperationException();
    }

    /// The index in [#messages()] of the first message with that UID or a higher one; the count where there is
    /// none.
    public int indexOf(long uid) {
        throw new UnsupportedOperationException();
    }

    /// Whether the message is recent for this session: RFC 3501 section 2.3.2.
    public boolean recent(LiveMessage message) {
        throw new UnsupportedOperationException();
    }

    public int recentCount() {
        throw new UnsupportedOperationException();
    }

    /// What has happened since the last call, by others and by this session's own [LiveFolder#expunge]; flag
    /// changes by this session are left out.
    ///
    /// @param expunges whether the client may hear of messages that are gone now; if not they stay for a later call
    public List<FolderChange> changes(boolean expunges) {
        throw new UnsupportedOperationException();
    }

    /// Whether [#changes(boolean)] would tell something.
    public boolean pending() {
        throw new UnsupportedOperationException();
    }

    /// Whether the folder was deleted, renumbered or replaced: this view is of no use any more.
    public boolean gone() {
        throw new UnsupportedOperationException();
    }

    /// Calls `listener`, from any thread and holding no lock, whenever something has become pending, or the folder
    /// is gone. One listener; null for none.
    public void onPending(Runnable listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
