package epostadm.mailstore.hierarchy;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The folders of one account, one object for all its sessions. For many threads; every call touches the disk.
///
/// Where a command has moved the mailbox away, this object is of no use any more: folders are gone, and every call
/// is refused. Its lock comes before those of folders.
public final class AccountFolders {

    /// Names that somebody has subscribed to: more would be no mail program's doing.
    private static final int MOST_SUBSCRIPTIONS = 10_000;

    /// Of the names subscribed to together: far less than what the side file can hold.
    private static final int MOST_CHARACTERS = 1 << 21;

    private final Home home;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final FolderWalk walk;
    private final NotesFile notes;
    private final OpenFolders open;
    private final TreeChanges changes;
    private final QuotaCount quota;
    private final List<Consumer<FolderEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    private AccountFolders(Home home) throws IOException {
        this.home = home;
        this.walk = new FolderWalk(home.root(), home.edition(), home.house().clock());
        this.notes = new NotesFile(home.root(), home.house().clock());
        this.open = new OpenFolders(home, () -> accounts.values().stream().anyMatch(Account::pop3));
        this.changes = new TreeChanges(home, walk, notes, open);
        this.quota = new QuotaCount(
                new Mailbox(home.root(), home.edition()), home.house().clock());
    }

    /// Those of a mailbox root, after what a crash cut short has been brought to its end.
    static AccountFolders open(Home home) throws IOException {
        AccountFolders folders = new AccountFolders(home);
        folders.changes.recover();
        return folders;
    }

    /// An account whose mailbox this is, as it is now; in the common box there can be several.
    void belongsTo(Account account) {
        accounts.put(account.entry().name().key() + "@" + account.domain(), account);
    }

    /// INBOX first, then by name, parents before children; names that are subscribed to and not there too.
    public List<ListedFolder> list() throws IOException {
        lock.lock();
        try {
            if (!here()) {
                throw new NoSuchFileException(home.root().toString());
            }
            return new Listing(walk.walk(), notes.read(), home).folders();
        } finally {
            lock.unlock();
        }
    }

    /// The folder at work, to be given back with [#release(LiveFolder)]. INBOX is made where it is missing.
    public LiveFolder open(FolderName name) throws IOException, FolderRefusedException {
        lock.lock();
        try {
            requireHere();
            Optional<LiveFolder> known = open.take(name);
            return known.isPresent() ? known.get() : put(name);
        } finally {
            lock.unlock();
        }
    }

    private LiveFolder put(FolderName name) throws IOException, FolderRefusedException {
        FolderNotes now = notes.read();
        Optional<Path> found = find(name);
        if (found.isEmpty() && !name.isInbox()) {
            throw changes.absent(name);
        }
        Path directory = found.isPresent() ? found.get() : changes.makeInbox();
        if (!FolderRemoval.selectable(name, directory, now)) {
            throw new FolderRefusedException(
                    FolderRefusal.NOT_SELECTABLE, "The name is there for the folders below it alone.");
        }
        long least = notes.read().validities().had(name);
        try {
            return open.take(name, directory, least);
        } catch (NoSuchFileException e) {
            throw changes.absent(name); // Somebody else took it away just now.
        }
    }

    /// The folder's directory: where names are as they are spelt by looking there, else among all folders.
    private Optional<Path> find(FolderName name) throws IOException {
        if (!home.caseBlind()) {
            Path at = home.root();
            boolean there = true;
            for (String directory : home.directoryNames(name)) {
                at = at.resolve(directory);
                there = there && Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
            }
            if (there) {
                return Optional.of(at);
            }
        }
        return walk.walk().directory(name);
    }

    public void release(LiveFolder folder) {
        lock.lock();
        try {
            open.release(folder);
        } finally {
            lock.unlock();
        }
    }

    /// Has `listener` hear, holding no lock and on the thread that has done it, what happens to folders' names.
    public void listen(Consumer<FolderEvent> listener) {
        listeners.add(listener);
    }

    public void unlisten(Consumer<FolderEvent> listener) {
        listeners.remove(listener);
    }

    /// Makes a folder and those above it that are missing. Who wants a special use gets it, whoever had it before.
    public void create(FolderName name, Set<SpecialUse> uses) throws IOException, FolderRefusedException {
        change(() -> names(changes.create(name, uses)));
    }

    public void delete(FolderName name) throws IOException, FolderRefusedException {
        change(() -> names(changes.delete(name)));
    }

    private static List<FolderEvent> names(List<FolderName> names) {
        return List.of(new FolderEvent.Names(names));
    }

    /// With all below it; of INBOX the messages alone. RFC 9051 section 6.3.6.
    public void rename(FolderName from, FolderName to) throws IOException, FolderRefusedException {
        change(() -> {
            List<FolderName> others = from.isInbox() ? renameInbox(to) : changes.rename(from, to);
            List<FolderEvent> events = new ArrayList<>(List.of(new FolderEvent.Renamed(from, to)));
            if (!others.isEmpty()) {
                events.add(new FolderEvent.Names(others));
            }
            return events;
        });
    }

    private List<FolderName> renameInbox(FolderName to) throws IOException, FolderRefusedException {
        if (walk.walk().has(to)) {
            throw new FolderRefusedException(FolderRefusal.ALREADY_EXISTS, "There is such a folder already.");
        }
        List<FolderName> made = changes.create(to, Set.of());
        LiveFolder inbox = open(FolderName.INBOX);
        try {
            LiveFolder target = open(to);
            try {
                inbox.refresh();
                inbox.move(inbox.messages(), target);
            } finally {
                release(target);
            }
        } finally {
            release(inbox);
        }
        return made.stream().filter(name -> !name.equals(to)).toList();
    }

    public void subscribe(FolderName name) throws IOException, FolderRefusedException {
        change(() -> {
            FolderNotes now = notes.edit();
            if (now.subscription(name).orElse(false)) {
                return List.of();
            }
            long many = now.subscriptions().values().stream().filter(yes -> yes).count();
            long characters = now.subscriptions().keySet().stream()
                    .mapToLong(one -> one.toString().length())
                    .sum();
            if (many >= MOST_SUBSCRIPTIONS || characters + name.toString().length() > MOST_CHARACTERS) {
                throw new FolderRefusedException(FolderRefusal.CANNOT, "There are too many subscriptions.");
            }
            now.subscription(name, true);
            notes.write(now);
            return List.of(new FolderEvent.Subscription(name));
        });
    }

    public void unsubscribe(FolderName name) throws IOException {
        lock.lock();
        try {
            if (!here()) {
                throw new NoSuchFileException(home.root().toString());
            }
            FolderNotes now = notes.edit();
            if (name.isInbox() || find(name).isPresent()) {
                now.subscription(name, false);
            } else {
                now.forgetSubscription(name);
            }
            notes.write(now);
        } finally {
            lock.unlock();
        }
        tell(List.of(new FolderEvent.Subscription(name)));
    }

    private void tell(List<FolderEvent> events) {
        events.forEach(event -> listeners.forEach(listener -> listener.accept(event)));
    }

    /// What the mailbox takes of what it may, as the vendor counts. docs/store-format.md, "Mailbox root".
    ///
    /// @param limit in octets; none is no limit of its own
    public record Quota(long octets, long messages, Optional<Long> limit) {}

    /// Believed for some seconds.
    public Quota quota() throws IOException {
        return quota.count(accounts.values());
    }

    @FunctionalInterface
    private interface Change {
        List<FolderEvent> make() throws IOException, FolderRefusedException;
    }

    private void change(Change change) throws IOException, FolderRefusedException {
        List<FolderEvent> events;
        lock.lock();
        try {
            requireHere();
            events = change.make();
        } finally {
            lock.unlock();
        }
        tell(events);
    }

    private void requireHere() throws IOException, FolderRefusedException {
        if (!here()) {
            throw new FolderRefusedException(FolderRefusal.NONEXISTENT, "The mailbox has been moved away.");
        }
    }

    /// Whether the mailbox is still there; if not, its folders are gone.
    boolean here() throws IOException {
        if (home.here()) {
            return true;
        }
        lock.lock();
        try {
            open.retireAll();
        } finally {
            lock.unlock();
        }
        return false;
    }

    OpenFolders atWork() {
        return open;
    }

    /// Lets go of folders that nobody has used for a minute.
    ///
    /// @return whether none is left
    boolean sweep() {
        if (!lock.tryLock()) {
            return false; // Somebody works here: nothing is idle, and others wait to be looked at.
        }
        try {
            open.sweep();
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
