package epostadm.server.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// Bounded pools of platform threads that touch the disk for the sessions.
///
/// A file operation holds the thread that carries a virtual thread, so that sessions that did their own would stop
/// all others: docs/adr/0007-file-work-on-platform-threads.md. Reads and forced writes have a pool each, since a
/// forced write waits and a read should not wait behind it; and so has what reads long, behind which it would not
/// wait either. A platform thread carries nobody: it does its own.
public final class FileWork implements AutoCloseable {

    private static final int READERS = 8;
    private static final int WRITERS = 32;
    private static final int BUSY = 32;

    private final ExecutorService readers = pool(READERS, "read-");
    private final ExecutorService longReaders = pool(READERS, "search-");
    private final ExecutorService writers = pool(WRITERS, "write-");
    private final ExecutorService busy = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("busy-", 0).factory());
    private final Semaphore free = new Semaphore(BUSY);

    private static ExecutorService pool(int threads, String name) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /// Does a part of what reads through very much, and waits for it.
    ///
    /// @throws IOException what the work threw
    public <T> T readLong(Callable<T> work) throws IOException {
        return await(work, longReaders);
    }

    /// Does what only reads, or computes, and waits for it.
    ///
    /// @throws IOException what the work threw
    public <T> T read(Callable<T> work) throws IOException {
        return await(work, readers);
    }

    /// Does what writes or forces, and waits for it.
    ///
    /// @throws IOException what the work threw
    public <T> T write(Callable<T> work) throws IOException {
        return await(work, writers);
    }

    /// Does work without a result that writes or forces, and waits for it.
    public void write(Work work) throws IOException {
        write(result(work));
    }

    /// Lets a session that goes to and fro between its client and the disk do so without hand-overs, on a platform
    /// thread, and waits for it. Such threads are few: the work is to end when its client falls silent.
    ///
    /// @return false where no thread is free, and nothing was done
    /// @throws IOException what the work threw
    public boolean onPlatformThread(Work work) throws IOException {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            await(result(work), busy);
            return true;
        } finally {
            free.release();
        }
    }

    private static Callable<Void> result(Work work) {
        return () -> {
            work.run();
            return null;
        };
    }

    /// Work on files that gives nothing back.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /// An interrupted session still waits: what was begun on the disk has ended when this returns.
    private static <T> T await(Callable<T> work, ExecutorService pool) throws IOException {
        boolean interrupted = false;
        FutureTask<T> future = new FutureTask<>(work);
        if (Thread.currentThread().isVirtual()) {
            pool.execute(future);
        } else {
            future.run();
        }
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case InterruptedException _ -> throw new InterruptedIOException();
                case Throwable other -> throw new IllegalStateException(other);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        readers.close();
        longReaders.close();
        writers.close();
        busy.close();
    }
}
