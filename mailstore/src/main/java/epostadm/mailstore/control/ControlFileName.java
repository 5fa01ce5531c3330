package epostadm.mailstore.control;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Path;

/// The names of control files: in any case on the Windows edition, in lower case alone on the other. A store of the
/// Windows edition may lie on a file system that tells cases apart. docs/store-format.md, "Editions".
public final class ControlFileName {

    private ControlFileName() {}

    /// The file of that name, as it is spelt in the mailbox root, or as it would be where there is none.
    public static Path in(Path root, String name, Edition edition) throws IOException {
        Path file = root.resolve(name);
        if (edition == Edition.BSD || StorePaths.taken(file)) {
            return file;
        }
        return FolderListing.names(root).stream()
                .filter(name::equalsIgnoreCase)
                .sorted()
                .findFirst()
                .map(root::resolve)
                .orElse(file);
    }
}
