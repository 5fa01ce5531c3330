package epostadm.server.imap.session;

import java.util.concurrent.atomic.AtomicBoolean;

/// Runs one piece of work on a thread of its own whenever it is wanted, once for as many wishes as come before it
/// begins.
final class Pushing {

    private final Runnable work;
    private final AtomicBoolean waiting = new AtomicBoolean();

    Pushing(Runnable work) {
        this.work = work;
    }

    void wanted() {
        if (waiting.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                waiting.set(false);
                work.run();
            });
        }
    }
}
