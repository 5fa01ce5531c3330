package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a client sees of a mailbox's folders. INBOX is among them before it has been made.
record Listing(FolderTree tree, FolderNotes notes, Home home) {

    List<ListedFolder> folders() throws IOException {
        Set<FolderName> selectable = selectable();
        Map<FolderName, Set<SpecialUse>> uses = UsesByName.of(selectable, notes);
        List<ListedFolder> listed = new ArrayList<>();
        for (FolderName name : names()) {
            boolean exists = name.isInbox() || tree.has(name);
            listed.add(new ListedFolder(
                    name,
                    exists,
                    selectable.contains(name),
                    exists && tree.hasChildren(name),
                    subscribed(name),
                    uses.getOrDefault(name, Set.of())));
        }
        return listed;
    }

    private Set<FolderName> names() {
        Set<FolderName> names = new TreeSet<>(TreeOrder.NAMES);
        names.add(FolderName.INBOX);
        names.addAll(tree.names());
        notes.subscriptions().forEach((name, yes) -> {
            if (yes) {
                names.add(name);
            }
        });
        return names;
    }

    private Set<FolderName> selectable() throws IOException {
        Set<FolderName> selectable = new TreeSet<>(TreeOrder.NAMES);
        selectable.add(FolderName.INBOX);
        for (Map.Entry<FolderName, Path> one : tree.directories().entrySet()) {
            if (FolderRemoval.selectable(one.getKey(), one.getValue(), notes)) {
                selectable.add(one.getKey());
            }
        }
        return selectable;
    }

    private boolean subscribed(FolderName name) {
        Optional<Boolean> said = notes.subscription(name);
        return said.isPresent()
                ? said.get()
                : !tree.directory(name).map(home::hidden).orElse(false);
    }
}
