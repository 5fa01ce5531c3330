package epostadm.server.queue;

import epostadm.mailstore.spool.QueueId;

/// Is told what has been committed to the queue, so that its delivery begins at once. Never waits.
@FunctionalInterface
public interface NewMail {
    void arrived(QueueId id);
}
