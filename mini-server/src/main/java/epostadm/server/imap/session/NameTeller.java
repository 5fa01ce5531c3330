package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.FolderEvent;
import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells by LIST what has happened to folders' names and subscriptions: RFC 5465 sections 5.4 and 5.5.
final class NameTeller {

    private final ListHandler lists;
    private final NotifyWishes wishes;
    private final List<ListedFolder> all;

    /// What each name that is to be told was called before.
    private final Map<FolderName, Optional<FolderName>> told = new LinkedHashMap<>();

    NameTeller(ListHandler lists, NotifyWishes wishes, List<ListedFolder> all) {
        this.lists = lists;
        this.wishes = wishes;
        this.all = all;
    }

    void tell(List<FolderEvent> events) throws IOException {
        events.forEach(this::gather);
        for (Map.Entry<FolderName, Optional<FolderName>> one : told.entrySet()) {
            lists.tellNews(listed(one.getKey()), one.getValue());
        }
    }

    private void gather(FolderEvent event) {
        switch (event) {
            case FolderEvent.Names(List<FolderName> names) -> {
                for (FolderName name : names) {
                    affected(name);
                    name.parent().ifPresent(this::affected);
                }
            }
            case FolderEvent.Renamed(FolderName from, FolderName to) -> {
                if (wishes.name(listed(from)) || wishes.name(listed(to))) {
                    told.put(to, Optional.of(from));
                }
            }
            case FolderEvent.Subscription(FolderName name) -> {
                if (wishes.subscription(listed(name))) {
                    told.putIfAbsent(name, Optional.empty());
                }
            }
        }
    }

    private void affected(FolderName name) {
        if (wishes.name(listed(name))) {
            told.putIfAbsent(name, Optional.empty());
        }
    }

    private ListedFolder listed(FolderName name) {
        return all.stream()
                .filter(folder -> folder.name().equals(name))
                .findFirst()
                .orElseGet(() -> new ListedFolder(name, false, false, false, false, Set.of()));
    }
}
