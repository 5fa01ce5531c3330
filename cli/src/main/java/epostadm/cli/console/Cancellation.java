package epostadm.cli.console;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/// Ctrl-C as a wish that a changing command sees between two steps, in time to take its steps back.
///
/// Until [#begin] nothing is under way and the wish is granted at once, be it in the middle of a question or of an
/// endless input. From there on the process's end waits until [#finished] is called, and tells what came of the
/// change: its own status where it was made all the same, else the signal's, 130 for Ctrl-C. Whoever calls
/// `finished` must do so before any `System.exit`, which would wait in turn.
public final class Cancellation {

    private final CountDownLatch finished = new CountDownLatch(1);
    private final CountDownLatch wished = new CountDownLatch(1);
    private volatile int status;
    private boolean armed;
    private boolean begun;

    /// From here on the process's end is a wish first; `farewell` tells the person that it was granted at once.
    public synchronized void arm(Runnable farewell) {
        if (!armed) {
            armed = true;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(farewell), "cancellation"));
        }
    }

    private void end(Runnable farewell) {
        synchronized (this) {
            if (finished.getCount() == 0) {
                return;
            }
            wished.countDown();
            if (!begun) {
                farewell.run();
                return;
            }
        }
        await(finished);
        if (status != ExitCode.INTERRUPTED.number()) {
            Runtime.getRuntime().halt(status);
        }
    }

    /// Nothing but the main thread's end may end the wait: it is putting files back.
    private static void await(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException ignored) {
                waiting = true;
            }
        }
    }

    /// From here on something is under way that must not be cut short. Does not return where the process is ending.
    public void begin() {
        synchronized (this) {
            if (!requested()) {
                begun = true;
                return;
            }
        }
        await(new CountDownLatch(1)); // The farewell is said, and the virtual machine ends.
    }

    /// Whether the person wants the run to end.
    public boolean requested() {
        return wished.getCount() == 0;
    }

    /// Waits until the person, or the system, wants the run to end.
    public void awaitRequest() throws InterruptedException {
        wished.await();
    }

    /// Ends the work here if the person wants it.
    public void check() throws InterruptedIOException {
        if (requested()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /// The main thread has nothing more to put back or to say, and would end the process with `status`.
    public synchronized void finished(int status) {
        this.status = status;
        finished.countDown();
    }
}
