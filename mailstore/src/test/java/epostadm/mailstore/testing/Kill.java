package epostadm.mailstore.testing;

import epostadm.mailstore.task.Progress;

/// Ends a task as `kill -9` would, at the n-th time that it tells how far it has come: with an error, after which
/// nobody tidies up.
public final class Kill implements Progress {

    private int left;

    private Kill(int left) {
        this.left = left;
    }

    /// @param call which one is the last, counted from 1
    public static Kill at(int call) {
        return new Kill(call);
    }

    /// What is killed.
    @FunctionalInterface
    public interface Task<E extends Exception> {
        void run() throws E;
    }

    /// Whether the task was killed, rather than coming to its end.
    public <E extends Exception> boolean kills(Task<E> task) throws E {
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

    /// Passwords are hashed by several threads.
    private synchronized void count() {
        left--;
        if (left == 0) {
            throw new Killed();
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
