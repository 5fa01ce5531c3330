package epostadm.mailstore.folder;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// All that a folder at work is made of, and its lock, which guards all of it.
final class FolderState {

    private static final AtomicLong ORDER = new AtomicLong();
    private static final int TRIES = 8;
    private static final int LISTINGS = 3;

    final FolderHouse house;
    final FolderDirectory directory;
    final UidCounter uids;
    final SideFile side;
    final Roll roll;
    final FlagSets flagSets = new FlagSets();
    ArrivalMemory arrivals = new ArrivalMemory();
    Era era;

    /// Several are locked in this order.
    private final long order = ORDER.getAndIncrement();

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean gone;
    private boolean duplicatesReported;

    FolderState(FolderDirectory directory, FolderHouse house) {
        this.house = house;
        this.directory = directory;
        this.uids = new UidCounter(directory);
        this.side = new SideFile(directory, house.trouble());
        this.roll = new Roll(house.clock(), side);
    }

    interface Work<T> {
        T run() throws IOException;
    }

    /// Works on folders that nobody else changes meanwhile. Who has to hear of it hears when all are free again.
    static <T> T holding(List<FolderState> folders, Work<T> work) throws IOException {
        List<FolderState> ordered = folders.stream()
                .distinct()
                .sorted(Comparator.comparingLong(folder -> folder.order))
                .toList();
        List<FolderView> woken = new ArrayList<>();
        ordered.forEach(folder -> folder.lock.lock());
        try {
            return work.run();
        } finally {
            for (FolderState folder : ordered) {
                if (folder.lock.getHoldCount() == 1) {
                    folder.settle();
                    woken.addAll(folder.roll.woken());
                }
            }
            ordered.reversed().forEach(folder -> folder.lock.unlock());
            woken.forEach(FolderView::wake);
        }
    }

    <T> T holding(Work<T> work) throws IOException {
        return holding(List.of(this), work);
    }

    /// The same for what only looks at what is known.
    <T> T reading(Supplier<T> work) {
        lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /// Takes a view off, and writes down which messages it has taken as recent.
    void close(FolderView view) {
        lock();
        try {
            roll.close(view);
            if (!gone) {
                settle();
            }
        } finally {
            unlock();
        }
    }

    private void settle() {
        if (gone) {
            return;
        }
        side.flush(this::sideText);
        try {
            directory.ownDoing();
        } catch (IOException e) {
            directory.doubt();
        }
    }

    boolean gone() {
        return gone;
    }

    boolean busy() {
        return lock.isLocked() && !lock.isHeldByCurrentThread();
    }

    /// The folder is of no use any more.
    void disappear() {
        gone = true;
        roll.dismiss();
    }

    /// Sees to it that what is known of the directory is so.
    ///
    /// @throws NoSuchFileException where it is gone
    void look() throws IOException {
        if (gone) {
            throw vanished();
        }
        switch (directory.look()) {
            case AS_KNOWN -> {}
            case TO_BE_LISTED -> {
                try {
                    list();
                } catch (IOException | RuntimeException e) {
                    directory.doubt(); // What it shows has not been taken in.
                    throw e;
                }
            }
            case GONE -> {
                disappear();
                throw vanished();
            }
        }
    }

    void retire() {
        List<FolderView> woken;
        lock();
        try {
            disappear();
            woken = roll.woken();
        } finally {
            unlock();
        }
        woken.forEach(FolderView::wake);
    }

    void rest() {
        lock();
        try {
            settle();
        } finally {
            unlock();
        }
    }

    /// Holding the lock.
    void moved(FolderPlace place, long leastUidValidity) throws IOException {
        directory.moved(place);
        if (leastUidValidity > era.uidValidity()) {
            Renumbering.raise(this, UidValidity.of(leastUidValidity));
        }
    }

    private NoSuchFileException vanished() {
        return new NoSuchFileException(directory.path().toString(), null, "the folder is gone");
    }

    private void list() throws IOException {
        for (int i = 1; ; i++) {
            UidFile.Content content = uids.read();
            FolderListing listing = directory.list();
            Reconciliation reconciliation = new Reconciliation(this, listing);
            // A file that is renamed while the directory is listed can be missing under either name.
            if (i < LISTINGS && reconciliation.misses() && !directory.unchanged()) {
                continue;
            }
            requireSameEra();
            reconciliation.apply(content);
            return;
        }
    }

    private void requireSameEra() throws IOException {
        if (!UidValidityFile.exists(directory.path())) {
            directory.write(UidValidityFile.NAME, Long.toString(era.uidValidity()));
        } else if (UidValidityFile.read(directory.path()).value() != era.uidValidity()) {
            disappear();
            throw vanished();
        }
    }

    /// The first of `count` UIDs that no message had; where they come to their end the folder is numbered anew.
    long allocate(int count) throws IOException {
        if (uids.exhausted(count)) {
            Renumbering.run(this);
        }
        if (uids.exhausted(count)) {
            throw new IOException(directory.path() + ": no UIDs left for " + count + " messages");
        }
        return uids.take(count);
    }

    long now() {
        return seconds(house.clock().instant());
    }

    private static long seconds(Instant instant) {
        return Math.clamp(instant.getEpochSecond(), 0, 0xFFFF_FFFFL);
    }

    void trouble(String sentence) {
        house.trouble().accept(sentence);
    }

    void duplicates(long uid) {
        if (!duplicatesReported) {
            duplicatesReported = true;
            trouble(directory.path() + ": several files have UID " + uid + ", one of them is shown");
        }
    }

    <T> T withFile(LiveMessage message, LiveMessage.FileAction<T> action) throws IOException {
        for (int i = 1; ; i++) {
            String name = message.fileName();
            Path file = directory.file(name);
            try {
                return action.on(file);
            } catch (NoSuchFileException e) {
                boolean found = !message.expunged() && holding(() -> seek(message, name, file));
                if (!found || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /// Whether a message whose file was not there is worth another try.
    private boolean seek(LiveMessage message, String name, Path file) throws IOException {
        if (message.expunged() || gone) {
            return false;
        }
        if (!message.fileName().equals(name) || !directory.file(name).equals(file)) {
            return true;
        }
        directory.doubt();
        look();
        return !message.expunged();
    }

    /// A message that comes into the folder now.
    LiveMessage newMessage(long uid, MessageFlags flags) {
        LiveMessage message = new LiveMessage(era, uid, flagSets.of(flags.asNew()));
        message.savedAt(now());
        return message;
    }

    String sideText() {
        return SideText.whole(era, roll, arrivals);
    }
}
