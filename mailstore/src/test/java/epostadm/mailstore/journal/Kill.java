package epostadm.mailstore.journal;

import epostadm.mailstore.task.Progress;

/// Ends a change as `kill -9` would, at the n-th time that it tells how far it has come: with an error, after which
/// nobody tidies up.
final class Kill implements Progress {

    private int left;

    private Kill(int left) {
        this.left = left;
    }

    static Kill at(int call) {
        return new Kill(call);
    }

    /// What is killed.
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    /// Whether the task was killed, rather than coming to its end.
    boolean kills(Task task) throws Exception {
        try {
            task.run();
            return false;
        } catch (Killed e) {
            return true;
        }
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

    private void count() {
        if (--left == 0) {
            throw new Killed();
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
