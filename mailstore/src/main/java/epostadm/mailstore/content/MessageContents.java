package epostadm.mailstore.content;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.store.MailStore;
import java.io.Closeable;
import java.io.IOException;

/// The contents of all messages that a server serves, with what was once found out about them. For many threads;
/// calls touch the disk.
///
/// For the same UID and UIDVALIDITY the answers are always the same. A message that cannot be read because the
/// vendor's server scrambled it reads as one that says so.
public final class MessageContents implements Closeable {

    public static MessageContents open(MailStore store) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Dates and sizes, at the price of what is not known yet.
    public Summary summary(LiveMessage message) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// @throws java.nio.file.NoSuchFileException where it is gone
    public OpenMessage open(LiveMessage message) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
