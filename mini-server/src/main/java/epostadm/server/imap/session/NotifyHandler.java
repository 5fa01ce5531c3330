package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.FolderEvent;
import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.NotifyEvents;
import epostadm.server.imap.ResponseCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// NOTIFY: RFC 5465. Tells what happens in other folders than the selected one, and to folders' names.
final class NotifyHandler {

    /// Folders watched for one client, and events waiting for one that does not take them.
    private static final int MOST = 1_000;

    private final StoreWork store;
    private final ImapOutput out;
    private final ListHandler lists;
    private final SelectedWatch selected;
    private final Runnable wanted;
    private final StatusWatches watches;
    private final Consumer<FolderEvent> listener = this::happened;

    /// What was done to names and has not been looked at.
    private final LinkedBlockingQueue<News> events = new LinkedBlockingQueue<>(MOST);

    private volatile boolean overflown;

    /// The thread that does what this client wants to folders: of that it is not told.
    private volatile Optional<Thread> own = Optional.empty();

    private boolean listening;
    private NotifyWishes wishes = NotifyWishes.NONE;
    private Optional<AccountFolders> tree = Optional.empty();

    private record News(FolderEvent event, boolean own) {}

    NotifyHandler(
            Pushing pushing,
            StoreWork store,
            ImapOutput out,
            ListHandler lists,
            Enabled enabled,
            SelectedWatch selected) {
        this.store = store;
        this.out = out;
        this.lists = lists;
        this.selected = selected;
        this.wanted = pushing.of(this::push);
        this.watches = new StatusWatches(store, lists, enabled, wanted);
    }

    Completion handle(AccountFolders folders, ImapCommand.Notify command) throws IOException, ImapRefusedException {
        if (command.events().isEmpty()) {
            stop();
            selected.wish(SelectedWish.NOTHING);
            return Completion.ok("NOTIFY completed");
        }
        NotifyEvents set = command.events().get();
        NotifyWishes wanting = NotifyWishes.of(set);
        List<ListedFolder> all = wanting.isEmpty() ? List.of() : store.read(folders::list);
        if (tooMany(wanting, all)) {
            throw ImapRefusedException.no(ResponseCode.Plain.NOTIFICATIONOVERFLOW, "these are too many mailboxes");
        }
        push();
        selected.tell(true, true);
        wishes = wanting;
        tree = Optional.of(folders);
        if (wanting.isEmpty()) {
            stopListening();
        } else if (!listening) {
            folders.listen(listener);
            listening = true;
        }
        try {
            // Listed once more: what happens from now on is heard.
            watches.renew(folders, wishes, wanting.isEmpty() ? all : store.read(folders::list));
            if (set.status()) {
                watches.tellAll(selectedNow());
            }
        } catch (ImapRefusedException e) {
            stop();
            throw e;
        }
        selected.wish(SelectedWish.of(set));
        return Completion.ok("NOTIFY completed");
    }

    private static boolean tooMany(NotifyWishes wishes, List<ListedFolder> all) {
        return all.stream().filter(wishes::messages).count() > MOST;
    }

    private Optional<LiveFolder> selectedNow() {
        return selected.now().map(SelectedFolder::folder);
    }

    /// Does what this client wants to names of folders.
    <T> T own(StoreWork.Work<T> deed) throws ImapRefusedException {
        return store.write(() -> {
            own = Optional.of(Thread.currentThread());
            try {
                return deed.run();
            } finally {
                own = Optional.empty();
            }
        });
    }

    /// Messages that this client itself has put into a folder: of those it is not told.
    void own(LiveFolder folder, List<Long> uids) {
        watches.own(folder, uids);
    }

    /// Holding no lock, on the thread of whoever did it.
    private void happened(FolderEvent event) {
        if (!events.offer(
                new News(event, own.filter(Thread.currentThread()::equals).isPresent()))) {
            overflown = true;
        }
        wanted.run();
    }

    /// Tells what has happened.
    void push() throws IOException {
        if (tree.isEmpty()) {
            return;
        }
        try {
            if (overflown || !tellNews(tree.get())) {
                overflow();
            }
        } catch (ImapRefusedException told) {
            overflow(); // The log has it; the client is to know that it missed something.
        }
    }

    /// @return false where this has become too much
    private boolean tellNews(AccountFolders folders) throws IOException, ImapRefusedException {
        List<News> news = new ArrayList<>();
        events.drainTo(news);
        for (News one : news) {
            if (one.event() instanceof FolderEvent.Renamed renamed) {
                watches.renamed(renamed);
            }
        }
        if (!news.isEmpty() || watches.anyGone()) {
            List<ListedFolder> all = store.read(folders::list);
            if (tooMany(wishes, all)) {
                return false;
            }
            List<FolderName> others = watches.renew(folders, wishes, all);
            new NameTeller(lists, wishes, all)
                    .tell(news.stream()
                            .filter(one -> !one.own())
                            .map(News::event)
                            .toList());
            for (FolderName other : others) {
                watches.tell(other, selectedNow());
            }
        }
        watches.tellNews(selectedNow());
        return true;
    }

    /// RFC 5465 section 5.8.
    private void overflow() throws IOException {
        stop();
        selected.wish(SelectedWish.NOTHING);
        out.ok(ResponseCode.Plain.NOTIFICATIONOVERFLOW, "this is too much: nothing is told any more");
    }

    /// Nothing is watched any more.
    void stop() {
        stopListening();
        wishes = NotifyWishes.NONE;
        if (tree.isPresent()) {
            try {
                watches.letGo(tree.get());
            } catch (ImapRefusedException told) {
                // The log has it.
            }
            tree = Optional.empty();
        }
    }

    private void stopListening() {
        tree.ifPresent(folders -> folders.unlisten(listener));
        listening = false;
        events.clear();
        overflown = false;
    }
}
