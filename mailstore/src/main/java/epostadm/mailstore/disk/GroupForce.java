package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Forces a directory's names to disk for many threads at once: who comes while a force runs waits for the next,
/// which serves all who came meanwhile.
///
/// A force that fails fails all whom it was to serve: the system reports a lost write once only.
public final class GroupForce {

    private final Path directory;
    private final Durability durability;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private Batch open = new Batch();
    private boolean running;

    private static final class Batch {
        private boolean done;
        private Optional<Throwable> failure = Optional.empty();
    }

    public GroupForce(Path directory, Durability durability) {
        this.directory = directory;
        this.durability = durability;
    }

    /// Returns when all names that were made before are on disk.
    public void force() throws IOException {
        lock.lock();
        try {
            Batch mine = open;
            while (running && !mine.done) {
                finished.awaitUninterruptibly();
            }
            if (!mine.done) {
                run(mine);
            }
            if (mine.failure.isPresent()) {
                throw new IOException(directory + ": the names in it could not be forced to disk", mine.failure.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Batch batch) {
        running = true;
        open = new Batch();
        lock.unlock();
        try {
            durability.forceDirectory(directory);
        } catch (IOException | RuntimeException | Error e) {
            batch.failure = Optional.of(e);
        } finally {
            lock.lock();
            batch.done = true;
            running = false;
            finished.signalAll();
        }
    }
}
