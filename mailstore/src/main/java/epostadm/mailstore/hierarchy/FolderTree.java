package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of a mailbox with their directories, as they lay there at one time.
///
/// @param leftOvers directories that a crash left behind half made or half deleted
record FolderTree(SortedMap<FolderName, Path> directories, List<Path> leftOvers) {

    FolderTree {
        directories = Collections.unmodifiableSortedMap(directories);
        leftOvers = List.copyOf(leftOvers);
    }

    Optional<Path> directory(FolderName name) {
        return Optional.ofNullable(directories.get(name));
    }

    boolean has(FolderName name) {
        return directories.containsKey(name);
    }

    boolean hasChildren(FolderName name) {
        return directories.tailMap(name).keySet().stream()
                .dropWhile(name::equals)
                .findFirst()
                .filter(next -> TreeOrder.below(next, name))
                .isPresent();
    }

    /// The folder and all below it.
    SortedMap<FolderName, Path> from(FolderName name) {
        SortedMap<FolderName, Path> found = new TreeMap<>(TreeOrder.NAMES);
        for (FolderName one : directories.tailMap(name).keySet()) {
            if (!one.equals(name) && !TreeOrder.below(one, name)) {
                break;
            }
            found.put(one, directories.get(one));
        }
        return found;
    }

    Set<FolderName> names() {
        return directories.keySet();
    }
}
