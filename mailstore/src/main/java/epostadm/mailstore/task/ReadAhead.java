package epostadm.mailstore.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two platform threads that work on one item after another while the results are taken in the items' order.
///
/// At most [#WINDOW] results wait, whatever their number. Platform threads, since file work holds a virtual
/// thread's carrier.
public final class ReadAhead {

    private static final int THREADS = 2;
    private static final int WINDOW = 64;

    private ReadAhead() {}

    /// Makes a result of an item, on one of the threads.
    @FunctionalInterface
    public interface Task<T, R> {
        R apply(T item) throws IOException;
    }

    /// Takes a result, on the caller's thread.
    @FunctionalInterface
    public interface Sink<R> {
        void take(R result) throws IOException;
    }

    public static <T, R> void inOrder(List<T> items, Task<T, R> task, Sink<R> sink) throws IOException {
        int threads = Math.min(THREADS, items.size());
        if (threads < 2) {
            for (T item : items) {
                sink.take(task.apply(item));
            }
            return;
        }
        ExecutorService threadsAhead = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("ahead-", 1).factory());
        try {
            Deque<Future<R>> window = new ArrayDeque<>(WINDOW);
            for (T item : items) {
                if (window.size() == WINDOW) {
                    sink.take(result(window.remove()));
                }
                window.add(threadsAhead.submit(() -> task.apply(item)));
            }
            while (!window.isEmpty()) {
                sink.take(result(window.remove()));
            }
        } finally {
            threadsAhead.shutdownNow();
            threadsAhead.close(); // Nothing is at work any more when this returns, or throws.
        }
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
