package epostadm.mailstore.control;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The names of control files: in any case on the Windows edition, in lower case alone on the other. A store of the
/// Windows edition may lie on a file system that tells cases apart. docs/store-format.md, "Editions".
public final class ControlFileName {

    private ControlFileName() {}

    /// The file of that name, as it is spelt in the mailbox root, or as it would be where there is none.
    public static Path in(Path root, String name, Edition edition) throws IOException {
        Path file = root.resolve(name);
        if (edition == Edition.BSD) {
            return file;
        }
        if (StorePaths.taken(file)) {
            // Where the disk is blind to case, what replaces it must not change its spelling.
            return root.resolve(file.toRealPath(LinkOption.NOFOLLOW_LINKS).getFileName());
        }
        return FolderListing.names(root).stream()
                .filter(name::equalsIgnoreCase)
                .sorted()
                .findFirst()
                .map(root::resolve)
                .orElse(file);
    }

    /// Those of the files that are there, by their names in lower case; the root is read at most once.
    public static Map<String, Path> present(Path root, Set<String> names, Edition edition) throws IOException {
        Map<String, Path> present = new HashMap<>();
        if (edition == Edition.WINDOWS) {
            for (String found : FolderListing.names(root).stream().sorted().toList()) {
                String name = found.toLowerCase(Locale.ROOT);
                if (names.contains(name) && (found.equals(name) || !present.containsKey(name))) {
                    present.put(name, root.resolve(found));
                }
            }
            return present;
        }
        for (String name : names) {
            Path file = root.resolve(name);
            if (StorePaths.taken(file)) {
                present.put(name, file);
            }
        }
        return present;
    }
}
