package epostadm.server.delivery;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.store.Account;
import java.nio.file.Path;
import java.util.List;

/// Is told what becomes of mail in a mailbox beyond lying there, for logs and counts. Called by many threads, and
/// never waited for long.
public interface DeliveryEvents {

    DeliveryEvents NONE = new DeliveryEvents() {};

    default void forwarded(QueuedMessage message, Account account, List<String> addresses) {}

    /// The mailbox forwards, but not this message; it is kept.
    default void kept(QueuedMessage message, Account account, Stay reason) {}

    default void answered(QueuedMessage message, Account account) {}

    default void unanswered(QueuedMessage message, Account account, Silence reason) {}

    /// A filter or the like whose grammar is not public has no effect here. Told once for each file.
    default void leftAlone(Path file) {}

    /// A control file, or the automatic reply, could not do its part; the message was delivered without.
    default void trouble(QueuedMessage message, Account account, Exception trouble) {}
}
