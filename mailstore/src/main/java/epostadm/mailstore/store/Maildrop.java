package epostadm.mailstore.store;

import epostadm.mailstore.control.Marker;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// POP3's view of a mailbox for one session: what lay there when it was opened, and the sole right to delete it.
///
/// It serves the root, in the order of file names, which is that of queue ids; under `$sharepop3` INBOX, in the
/// order of UIDs. An account without a mailbox has an empty maildrop. docs/store-format.md, "Mailbox root".
public final class Maildrop implements AutoCloseable {

    private final Optional<MaildropLock> lock;
    private final List<MaildropMessage> messages;

    private Maildrop(Optional<MaildropLock> lock, List<MaildropMessage> messages) {
        this.lock = lock;
        this.messages = List.copyOf(messages);
    }

    /// The account's maildrop, or nothing where another session has it. Whether POP3 is on is the caller's question
    /// ([Account#pop3()]).
    public static Optional<Maildrop> open(Account account, InstantSource clock) throws IOException {
        if (account.mailbox().isEmpty()) {
            return Optional.of(new Maildrop(Optional.empty(), List.of()));
        }
        Mailbox mailbox = account.mailbox().get();
        Optional<MaildropLock> lock = MaildropLock.take(mailbox.root(), clock);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Maildrop(lock, messages(mailbox)));
        } catch (IOException | RuntimeException e) {
            try (MaildropLock _ = lock.get()) {
                throw e;
            }
        }
    }

    public List<MaildropMessage> messages() {
        return messages;
    }

    /// Says that the session is alive; whether the maildrop is still its own.
    public boolean refresh() throws IOException {
        return lock.isEmpty() || lock.get().refresh();
    }

    /// Deletes messages, where the lock is still this session's; whether it was. One that is gone already is well.
    public boolean delete(Collection<MaildropMessage> deleted) throws IOException {
        if (!refresh()) {
            return false;
        }
        for (MaildropMessage message : deleted) {
            Files.deleteIfExists(message.file().path());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    private static List<MaildropMessage> messages(Mailbox mailbox) throws IOException {
        List<MaildropMessage> messages = new ArrayList<>();
        if (Marker.POP3_SERVES_INBOX.presentIn(mailbox.root())) {
            Optional<Folder> inbox = mailbox.folder(FolderName.INBOX);
            if (inbox.isPresent()) {
                FolderListing listing = FolderListing.read(inbox.get().directory());
                for (StoredMessage stored : listing.messages()) {
                    add(messages, stored.uid().padded(), listing.directory().resolve(stored.fileName()));
                }
            }
            return messages;
        }
        for (String name : FolderListing.names(mailbox.root()).stream().sorted().toList()) {
            if (MessageFileName.arrival(name).isPresent()) {
                add(
                        messages,
                        name.substring(0, name.length() - 4),
                        mailbox.root().resolve(name));
            }
        }
        return messages;
    }

    private static void add(List<MaildropMessage> messages, String uniqueId, Path file) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            messages.add(new MaildropMessage(uniqueId, new MessageFile(file)));
        }
    }
}
