package epostadm.mailstore.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Forces several files at the same time, each on a thread of its own: a journaling file system then writes all of
/// them out in one go, where one after the other would wait for the disk as often as there are files.
///
/// For many threads. docs/adr/0012-forces-share-a-wait.md
public final class ForceTogether implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("force-", 0).factory());

    /// Makes one file outlast a power cut.
    @FunctionalInterface
    public interface Force {
        void run() throws IOException;
    }

    /// Returns when all are done, also where one has failed.
    ///
    /// @throws IOException that of the first that failed, with the others'
    public void run(List<Force> forces) throws IOException {
        List<Future<Void>> others = new ArrayList<>();
        for (Force force : forces.subList(1, forces.size())) {
            others.add(threads.submit(() -> {
                force.run();
                return null;
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        try {
            forces.getFirst().run();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
        others.forEach(other -> await(other, failures));
        if (!failures.isEmpty()) {
            IOException failed = new IOException(failures.getFirst().getMessage(), failures.getFirst());
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    /// An interrupted thread still waits: what was begun on the disk has ended then.
    private static void await(Future<Void> force, List<Throwable> failures) {
        boolean interrupted = false;
        while (true) {
            try {
                force.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                failures.add(e.getCause());
                break;
            } catch (CancellationException e) {
                failures.add(e);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
