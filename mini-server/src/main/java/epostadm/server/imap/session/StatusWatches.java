package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.FolderEvent;
import epostadm.mailstore.hierarchy.FolderRefusedException;
import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.StatusItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The folders whose news NOTIFY has told by STATUS: RFC 5465 section 5. Each is open, with a view of its own,
/// which goes along with the folder when that is renamed.
final class StatusWatches {

    private final StoreWork store;
    private final ListHandler lists;
    private final Enabled enabled;
    private final Runnable wanted;
    private Map<FolderName, Watch> watches = new LinkedHashMap<>();

    /// Those in whose place another one came, by a name that was given anew.
    private final List<Watch> displaced = new ArrayList<>();

    /// @param wanted is run, from any thread, when there may be something to tell
    StatusWatches(StoreWork store, ListHandler lists, Enabled enabled, Runnable wanted) {
        this.store = store;
        this.lists = lists;
        this.enabled = enabled;
        this.wanted = wanted;
    }

    private static final class Watch {
        final FolderView view;
        boolean flags;
        int unseen;

        /// UIDs of messages that this client has put there and not been told of.
        final Set<Long> own = new HashSet<>();

        Watch(FolderView view) {
            this.view = view;
            this.unseen = view.folder().counts().unseen();
        }

        boolean watches(Optional<LiveFolder> folder) {
            return folder.isPresent() && folder.get() == view.folder();
        }
    }

    /// Opens what is wanted and lets go of all else. A folder that cannot be opened is left out.
    ///
    /// @return folders that were watched, and are others than before under the same name
    List<FolderName> renew(AccountFolders tree, NotifyWishes wishes, List<ListedFolder> all)
            throws ImapRefusedException {
        List<ListedFolder> wantedFolders = all.stream().filter(wishes::messages).toList();
        Map<FolderName, Watch> before = watches;
        watches = new LinkedHashMap<>();
        List<FolderName> others = new ArrayList<>();
        try {
            for (ListedFolder folder : wantedFolders) {
                Watch known = before.get(folder.name());
                Watch now = known;
                if (known == null || known.view.gone()) {
                    Optional<Watch> opened = store.write(() -> open(tree, folder.name()));
                    if (opened.isEmpty()) {
                        continue;
                    }
                    now = opened.get();
                    if (known != null) {
                        others.add(folder.name());
                    }
                } else {
                    before.remove(folder.name());
                }
                now.flags = wishes.flags(folder);
                watches.put(folder.name(), now);
            }
        } finally {
            displaced.addAll(before.values());
            letGo(tree, displaced);
            displaced.clear();
        }
        watches.values().forEach(watch -> watch.view.onPending(wanted));
        return others;
    }

    private static Optional<Watch> open(AccountFolders tree, FolderName name) throws IOException {
        LiveFolder folder;
        try {
            folder = tree.open(name);
        } catch (FolderRefusedException e) {
            return Optional.empty(); // It went away just now.
        }
        boolean opened = false;
        try {
            Watch watch = new Watch(folder.view(true));
            opened = true;
            return Optional.of(watch);
        } finally {
            if (!opened) {
                tree.release(folder);
            }
        }
    }

    void letGo(AccountFolders tree) throws ImapRefusedException {
        Collection<Watch> all = new ArrayList<>(watches.values());
        all.addAll(displaced);
        displaced.clear();
        watches = new LinkedHashMap<>();
        letGo(tree, all);
    }

    private void letGo(AccountFolders tree, Collection<Watch> all) throws ImapRefusedException {
        if (!all.isEmpty()) {
            store.change(() -> {
                for (Watch watch : all) {
                    watch.view.close();
                    tree.release(watch.view.folder());
                }
            });
        }
    }

    void renamed(FolderEvent.Renamed event) {
        if (event.from().isInbox()) {
            return; // It stays, and those below it do.
        }
        Map<FolderName, Watch> renamed = new LinkedHashMap<>();
        watches.forEach((name, watch) -> {
            Watch other = renamed.put(renamed(name, event), watch);
            if (other != null) {
                displaced.add(other);
            }
        });
        watches = renamed;
    }

    private static FolderName renamed(FolderName name, FolderEvent.Renamed event) {
        List<String> from = event.from().components();
        List<String> all = name.components();
        if (all.size() < from.size() || !all.subList(0, from.size()).equals(from)) {
            return name;
        }
        List<String> renamed = new ArrayList<>(event.to().components());
        renamed.addAll(all.subList(from.size(), all.size()));
        return new FolderName(renamed);
    }

    /// Whether a folder was deleted, or is another now.
    boolean anyGone() {
        return watches.values().stream().anyMatch(watch -> watch.view.gone());
    }

    /// Where each folder stands: RFC 5465 section 3.1. Of the selected one nothing here and below, which is told
    /// otherwise.
    void tellAll(Optional<LiveFolder> selected) throws IOException, ImapRefusedException {
        for (FolderName name : watches.keySet()) {
            tell(name, selected);
        }
    }

    void tell(FolderName name, Optional<LiveFolder> selected) throws IOException, ImapRefusedException {
        Watch watch = watches.get(name);
        if (watch != null && !watch.watches(selected)) {
            Set<StatusItem> items = EnumSet.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY);
            if (watch.flags || enabled.condstore()) {
                items.add(StatusItem.HIGHESTMODSEQ);
            }
            lists.tellStatus(name, watch.view.folder(), items);
        }
    }

    /// What has come, gone and changed.
    void tellNews(Optional<LiveFolder> selected) throws IOException, ImapRefusedException {
        for (Map.Entry<FolderName, Watch> one : watches.entrySet()) {
            Watch watch = one.getValue();
            if (!watch.view.gone() && watch.view.pending()) {
                Set<StatusItem> items = news(watch);
                if (!items.isEmpty() && !watch.watches(selected)) {
                    lists.tellStatus(one.getKey(), watch.view.folder(), items);
                }
            }
        }
    }

    /// Messages that this client itself has put into a folder.
    void own(LiveFolder folder, List<Long> uids) {
        watches.values().stream()
                .filter(watch -> watch.view.folder() == folder)
                .forEach(watch -> watch.own.addAll(uids));
    }

    /// Of what the client has done itself it is not told: RFC 5465 section 5.
    private static boolean allOwn(Watch watch, List<FolderChange> changes, int known) {
        List<LiveMessage> all = watch.view.messages();
        return changes.stream()
                        .allMatch(change ->
                                change instanceof FolderChange.Exists || change instanceof FolderChange.Recent)
                && all.subList(Math.min(known, all.size()), all.size()).stream()
                        .allMatch(message -> watch.own.contains(message.uid()));
    }

    private Set<StatusItem> news(Watch watch) throws ImapRefusedException {
        int known = watch.view.messages().size();
        List<FolderChange> changes = watch.view.changes(true);
        int before = watch.unseen;
        watch.unseen = store.read(() -> watch.view.folder().counts()).unseen();
        Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
        boolean allOwn = allOwn(watch, changes, known);
        watch.own.clear();
        if (allOwn) {
            return items;
        }
        if (changes.stream().anyMatch(change -> !(change instanceof FolderChange.Flagged))) {
            items.addAll(List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY));
        }
        if (watch.flags && watch.unseen != before) {
            items.addAll(List.of(StatusItem.UIDVALIDITY, StatusItem.UNSEEN));
        }
        boolean flagged = watch.flags && changes.stream().anyMatch(change -> change instanceof FolderChange.Flagged);
        if (enabled.condstore() && (flagged || !items.isEmpty())) {
            items.addAll(List.of(StatusItem.UIDVALIDITY, StatusItem.HIGHESTMODSEQ));
        }
        return items;
    }
}
