package epostadm.mailstore.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// POP3's view of a mailbox for one session: what lay there when it was opened, and the sole right to delete it.
///
/// It serves the root, in the order of arrival; under `$sharepop3` INBOX, in the order of UIDs. An account without
/// a mailbox has an empty maildrop. docs/store-format.md, "Mailbox root".
public final class Maildrop implements AutoCloseable {

    /// What came of deleting messages.
    ///
    /// @param owned whether the maildrop was still this session's; nothing was deleted otherwise
    /// @param troubles what kept messages from being deleted, one for each
    public record Deletion(boolean owned, List<IOException> troubles) {

        public Deletion {
            troubles = List.copyOf(troubles);
        }
    }

    private final Optional<MaildropLock> lock;
    private final List<MaildropMessage> messages;
    private final Set<MaildropMessage> gone = new HashSet<>();
    private final Remembering remembering;

    private interface Remembering {
        void remember(Map<String, MessageFacts> facts);
    }

    private Maildrop(Optional<MaildropLock> lock, List<MaildropMessage> messages, Remembering remembering) {
        this.lock = lock;
        this.messages = List.copyOf(messages);
        this.remembering = remembering;
    }

    /// The account's maildrop, or nothing where another session has it. Whether POP3 is on is the caller's question
    /// ([Account#pop3()]).
    public static Optional<Maildrop> open(Account account, KnownMessages known, InstantSource clock)
            throws IOException {
        if (account.mailbox().isEmpty()) {
            return Optional.of(new Maildrop(Optional.empty(), List.of(), _ -> {}));
        }
        Mailbox mailbox = account.mailbox().get();
        Optional<MaildropLock> lock = MaildropLock.take(mailbox.root(), clock);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<MaildropMessage> messages = MaildropReader.read(mailbox, known.of(mailbox.root()));
            return Optional.of(new Maildrop(lock, messages, facts -> known.remember(mailbox.root(), facts)));
        } catch (IOException | RuntimeException e) {
            try (MaildropLock _ = lock.get()) {
                throw e;
            }
        }
    }

    public List<MaildropMessage> messages() {
        return messages;
    }

    /// Says that the session is alive; whether the maildrop is still its own. May be called from any thread.
    public boolean refresh() throws IOException {
        return lock.isEmpty() || lock.get().refresh();
    }

    /// Deletes messages, where the lock is still this session's. One that is gone already is well. One that cannot
    /// be deleted does not keep the others.
    public Deletion delete(Collection<MaildropMessage> doomed) throws IOException {
        if (!refresh()) {
            return new Deletion(false, List.of());
        }
        List<IOException> troubles = new ArrayList<>();
        for (MaildropMessage message : doomed) {
            try {
                message.delete();
                gone.add(message);
            } catch (IOException e) {
                troubles.add(e);
            }
        }
        return new Deletion(true, troubles);
    }

    @Override
    public void close() throws IOException {
        if (lock.isEmpty()) {
            return;
        }
        try (MaildropLock _ = lock.get()) {
            Map<String, MessageFacts> facts = new HashMap<>();
            for (MaildropMessage message : messages) {
                if (!gone.contains(message)) {
                    message.facts().ifPresent(found -> facts.put(message.factsKey(), found));
                }
            }
            remembering.remember(facts);
        }
    }
}
