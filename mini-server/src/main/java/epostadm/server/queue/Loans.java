package epostadm.server.queue;

import epostadm.mailstore.spool.QueueId;
import java.util.HashSet;
import java.util.Set;

/// Which messages are in work, and which are lent to somebody else: none is ever both.
final class Loans {

    private final Set<QueueId> inWork = new HashSet<>();
    private final Set<QueueId> lent = new HashSet<>();

    /// False where it is in work already, or lent.
    synchronized boolean begin(QueueId id) {
        return !lent.contains(id) && inWork.add(id);
    }

    synchronized void finish(QueueId id) {
        inWork.remove(id);
    }

    /// False where it is in work, or lent already.
    synchronized boolean lend(QueueId id) {
        return !inWork.contains(id) && lent.add(id);
    }

    synchronized boolean lent(QueueId id) {
        return lent.contains(id);
    }

    synchronized void giveBack(QueueId id) {
        lent.remove(id);
    }
}
