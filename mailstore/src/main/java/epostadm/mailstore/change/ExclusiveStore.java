package epostadm.mailstore.change;

import epostadm.mailstore.disk.StoreLock;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.Changes;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// A store that this process alone may change until it is closed.
public final class ExclusiveStore implements AutoCloseable {

    private final StoreLock lock;
    private final Optional<Closeable> services;
    private final Optional<RefusedException> served;
    private final Changes changes;

    private ExclusiveStore(
            StoreLock lock, Optional<Closeable> services, Optional<RefusedException> served, Changes changes) {
        this.lock = lock;
        this.services = services;
        this.served = served;
        this.changes = changes;
    }

    /// What a server may do meanwhile.
    public enum Services {
        /// It sees the change when it is made.
        MAY_RUN,
        /// Nothing: mailboxes change their places more than once, or go back to what they were.
        STOPPED,
        /// What the change, once it is planned, allows: [#requireStopped()] then tells.
        STOPPED_WHERE_NEEDED
    }

    /// @param holder one line that tells others who has the store: host, process, command, since
    public static ExclusiveStore take(
            MailStore store,
            Services services,
            String holder,
            InstantSource clock,
            Progress progress,
            Cancellation cancellation)
            throws IOException {
        Changes changes = new Changes(store.paths(), clock, progress, cancellation);
        StoreLock lock = store.lock(holder);
        try {
            return switch (services) {
                case MAY_RUN -> new ExclusiveStore(lock, Optional.empty(), Optional.empty(), changes);
                case STOPPED -> new ExclusiveStore(lock, Optional.of(store.serving(holder)), Optional.empty(), changes);
                case STOPPED_WHERE_NEEDED -> whereNeeded(store, holder, lock, changes);
            };
        } catch (IOException | RuntimeException e) {
            try (lock) {
                throw e;
            }
        }
    }

    private static ExclusiveStore whereNeeded(MailStore store, String holder, StoreLock lock, Changes changes)
            throws IOException {
        try {
            return new ExclusiveStore(lock, Optional.of(store.serving(holder)), Optional.empty(), changes);
        } catch (RefusedException served) {
            return new ExclusiveStore(lock, Optional.empty(), Optional.of(served), changes);
        }
    }

    /// For a change that turned out to need the store at rest, taken with [Services#STOPPED_WHERE_NEEDED].
    ///
    /// @throws RefusedException where a server serves the store
    public void requireStopped() throws RefusedException {
        if (served.isPresent()) {
            throw served.get();
        }
    }

    /// Who had the store before and died with it, if anybody.
    public Optional<String> leftBy() {
        return lock.leftBy();
    }

    /// Refuses where an earlier change was cut short after it had touched the store; of one that was cut short
    /// before, the preparations go.
    public void refuseIfInterrupted() throws IOException {
        changes.refuseIfInterrupted();
    }

    /// Makes the change and returns its id; on disk for good when this returns.
    public String execute(ChangePlan plan) throws IOException {
        return changes.execute(plan);
    }

    public void resume(String id) throws IOException {
        changes.resume(id);
    }

    public void undo(String id) throws IOException {
        changes.undo(id);
    }

    /// Deletes for good what the change took away.
    public void purge(String id) throws IOException {
        changes.purge(id);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (services.isPresent()) {
                services.get().close();
            }
        }
    }
}
