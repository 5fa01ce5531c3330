package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.folder.FolderHouse;
import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.MailboxRoot;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All IMAP folders of a store that a server serves; those that somebody has open are at work as one object each.
///
/// There is never more than one object for a mailbox that anybody can still reach: those that were not asked for in
/// a while are held weakly. For many threads.
public final class LiveStore implements Closeable {

    private static final String STAGE = "append";
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

    private final Supplier<MailStore> store;
    private final FolderHouse house;
    private final Path stage;
    private final Map<Path, Slot> mailboxes = new HashMap<>();
    private Instant swept;

    /// A mailbox that somebody may be using; whoever opens it holds its monitor.
    private static final class Slot {
        private volatile WeakReference<AccountFolders> reachable = new WeakReference<>(null);
        private Optional<AccountFolders> kept = Optional.empty();
        private Instant asked = Instant.MIN;

        Optional<AccountFolders> folders() {
            return Optional.ofNullable(reachable.get());
        }

        boolean unreachable() {
            return reachable.get() == null;
        }
    }

    private LiveStore(Supplier<MailStore> store, FolderHouse house, Path stage) {
        this.store = store;
        this.house = house;
        this.stage = stage;
        this.swept = house.clock().instant();
    }

    /// @param trouble hears what went wrong where nobody waits for an answer, and what an administrator should
    /// know: a folder renumbered, left-overs of a crash
    public static LiveStore open(Supplier<MailStore> store, InstantSource clock, Consumer<String> trouble)
            throws IOException {
        MailStore now = store.get();
        now.paths().makeOurs();
        Path stage = now.paths().ours().resolve(STAGE);
        PrivateFiles.makeDirectory(stage);
        // Nothing in it was ever answered for.
        List<String> leftOvers = FolderListing.names(stage);
        for (String leftOver : leftOvers) {
            FileTree.delete(stage.resolve(leftOver), () -> {});
        }
        if (!leftOvers.isEmpty()) {
            trouble.accept(stage + ": " + leftOvers.size() + " messages that clients had not sent whole are dropped");
        }
        return new LiveStore(store, FolderHouse.of(now.work(), clock, trouble), stage);
    }

    /// The account's folders; its mailbox root is made where there is none.
    public AccountFolders folders(Account account) throws IOException {
        MailStore now = store.get();
        Durability durability = house.durability();
        Path root = MailboxRoot.required(account, now, durability::forceDirectory);
        for (; ; ) {
            Slot slot;
            synchronized (mailboxes) {
                slot = mailboxes.computeIfAbsent(root, _ -> new Slot());
            }
            synchronized (slot) {
                AccountFolders known = slot.reachable.get();
                boolean here = known != null && known.here();
                AccountFolders folders = here ? known : opened(root, account, now);
                folders.belongsTo(account);
                slot.reachable = new WeakReference<>(folders);
                slot.kept = Optional.of(folders);
                slot.asked = house.clock().instant();
                synchronized (mailboxes) {
                    if (mailboxes.get(root) == slot) {
                        return folders;
                    }
                }
            }
        }
    }

    private AccountFolders opened(Path root, Account account, MailStore now) throws IOException {
        AccountFolders folders = AccountFolders.open(Home.of(root, now.edition(), now.paths(), house));
        owners(account, now).forEach(folders::belongsTo);
        return folders;
    }

    /// Accounts of the same name in other domains, with which this one shares its mailbox in the common box.
    private static List<Account> owners(Account account, MailStore store) throws IOException {
        if (store.layout(account.domain()) != Layout.COMMON) {
            return List.of();
        }
        Map<DomainName, Account> owners = new HashMap<>();
        for (DomainName domain : store.domains()) {
            if (store.layout(domain) == Layout.COMMON) {
                try {
                    store.accounts(domain)
                            .find(account.entry().name())
                            .ifPresent(entry -> owners.put(domain, new Account(entry, domain, account.mailbox())));
                } catch (RefusedException e) {
                    owners.remove(domain); // Its index is not ours to read: nobody logs in there.
                }
            }
        }
        return List.copyOf(owners.values());
    }

    /// A file for a message that a client is about to send.
    public StagedFile stage() throws IOException {
        return StagedFile.in(stage, house.durability());
    }

    /// Says that mail has come into a mailbox root, so that sessions hear of it at once.
    public void arrived(Path root) {
        Optional<Slot> slot;
        synchronized (mailboxes) {
            slot = Optional.ofNullable(mailboxes.get(root));
        }
        slot.flatMap(Slot::folders)
                .flatMap(found -> found.atWork().find(FolderName.INBOX))
                .ifPresent(inbox -> look(inbox, house.clock().instant()));
    }

    /// Looks at every folder that somebody has a view of, by a `stat` or two; to be called somewhat more often than
    /// once a second, by one thread.
    public void lookAround() {
        Instant now = house.clock().instant();
        for (Slot slot : slots()) {
            AccountFolders folders = slot.reachable.get();
            if (folders != null) {
                folders.atWork().all().forEach(held -> look(held, now));
            }
        }
        sweep();
    }

    private List<Slot> slots() {
        synchronized (mailboxes) {
            return List.copyOf(mailboxes.values());
        }
    }

    private void look(OpenFolders.Held held, Instant now) {
        try {
            held.lookAround(now);
        } catch (IOException | RuntimeException e) {
            house.trouble().accept(held.directory() + ": " + e);
        }
    }

    private void sweep() {
        Instant now = house.clock().instant();
        if (now.isBefore(swept.plus(BETWEEN_SWEEPS))) {
            return;
        }
        swept = now;
        for (Slot slot : slots()) {
            Optional<AccountFolders> folders = slot.folders();
            boolean idle = folders.isEmpty() || folders.get().sweep();
            synchronized (slot) {
                slot.kept = idle && slot.asked.plus(KEPT).isBefore(now) ? Optional.empty() : folders;
            }
        }
        synchronized (mailboxes) {
            mailboxes.values().removeIf(Slot::unreachable);
        }
    }

    @Override
    public void close() throws IOException {
        slots().forEach(slot ->
                slot.folders().ifPresent(folders -> folders.atWork().rest()));
    }
}
