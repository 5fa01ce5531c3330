package epostadm.mailstore.hierarchy;

import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All IMAP folders of a store that a server serves; those that somebody has open are at work as one object each.
public final class LiveStore implements Closeable {

    /// @param trouble hears what went wrong where nobody waits for an answer, and what an administrator should
    /// know: a folder renumbered, left-overs of a crash
    public static LiveStore open(Supplier<MailStore> store, InstantSource clock, Consumer<String> trouble)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The account's folders; its mailbox root is made where there is none.
    public AccountFolders folders(Account account) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// A file for a message that a client is about to send.
    public StagedFile stage() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Says that mail has come into a mailbox root, so that sessions hear of it at once.
    public void arrived(Path root) {
        throw new UnsupportedOperationException();
    }

    /// Looks at every folder that a view listens to; to be called about twice a second.
    public void lookAround() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
