package epostadm.server.smtp.session;

import epostadm.mailstore.store.StorageFullException;
import java.io.IOException;

/// Takes one message in, in the form that DATA sends and stores keep.
///
/// It is called from the session's virtual thread and given blocks of any size, also of one octet: it gathers them,
/// and touches the disk where file work is done.
public interface MessageSink {

    /// Opens sinks. A full disk is a [StorageFullException], here and in every method.
    interface Source {
        /// @param envelope as it is when the message begins
        MessageSink open(Envelope envelope) throws IOException;
    }

    /// The queue id: `B` and ten digits.
    String id();

    void write(byte[] octets, int offset, int length) throws IOException;

    /// Returns when message and queue entry are sure to survive a crash, and not before.
    void commit() throws IOException;

    /// Throws away what was taken.
    void abort();
}
