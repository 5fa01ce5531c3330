package epostadm.server.queue;

import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import java.time.Instant;

/// Is told what happens to messages in the queue, for logs and counts. docs/store-format.md, "Logs". Called by many
/// threads, and never waited for long.
public interface QueueEvents {

    QueueEvents NONE = new QueueEvents() {};

    /// A mailbox of this store has it: `outlocallog`.
    default void deliveredInside(QueuedMessage message, Recipient recipient, Account account) {}

    /// Another server has it: `outlog`.
    default void deliveredOutside(QueuedMessage message, Recipient recipient, Answer answer) {}

    /// It is tried again.
    default void deferred(QueuedMessage message, Recipient recipient, Answer answer, Instant nextTry) {}

    /// It is given up: `faillog`.
    default void failed(QueuedMessage message, Recipient recipient, Answer answer) {}

    /// A report to the sender was queued under the id.
    default void reported(QueuedMessage message, QueueId report) {}

    /// Neither delivered nor returned: it lies in `dead` now.
    default void buried(QueuedMessage message) {}

    /// What this server said to another one, without secrets and content: `senderlog`.
    default void said(QueueId id, String host, String line) {}

    /// What the other one said.
    default void heard(QueueId id, String host, String line) {}

    /// A pair in the queue that cannot be read; it is left alone.
    default void damaged(QueueId id, String found) {}

    /// Our own fault; the message is tried again.
    default void fault(QueueId id, Exception fault) {}

    /// Our own fault, with no message in particular.
    default void troubled(Exception fault) {}
}
