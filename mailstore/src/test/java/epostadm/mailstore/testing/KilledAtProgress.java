package epostadm.mailstore.testing;

import epostadm.mailstore.task.Progress;

/// A progress display during which the process is killed: at its n-th call it throws what nothing catches.
public final class KilledAtProgress implements Progress {

    /// The end of the process.
    public static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    private final int fatalCall;
    private int calls;

    /// @param fatalCall which call is the last, counted from 1
    public KilledAtProgress(int fatalCall) {
        this.fatalCall = fatalCall;
    }

    @Override
    public void start(Phase phase, long total) {
        count();
    }

    @Override
    public void step(long count) {
        count();
    }

    @Override
    public void finish() {
        count();
    }

    private synchronized void count() {
        calls++;
        if (calls == fatalCall) {
            throw new Killed();
        }
    }
}
