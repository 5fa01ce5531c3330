package epostadm.server.queue;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;

/// The queue's own branches, for tests of other packages.
public final class TestBranches {

    private TestBranches() {}

    public static Branches of(Spool spool, String host, QueuedMessage message) {
        return new QueueBranches(spool, host, message);
    }
}
