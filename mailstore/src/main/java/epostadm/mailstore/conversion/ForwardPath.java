package epostadm.mailstore.conversion;

import epostadm.mailstore.control.AddressList;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The path behind `ForwardTo=file:`, which is absolute and breaks when a store or a mailbox moves.
/// docs/store-format.md, "ims.ctl".
///
/// @param prefix `file:`, as it is spelt
record ForwardPath(String prefix, String path) {

    private static final String FILE = "file:";

    /// What an `ims.ctl` forwards to, if that is a list and its path is more than a bare name.
    static Optional<ForwardPath> of(ImsCtl control) {
        return control.forwardTo()
                .filter(value -> value.regionMatches(true, 0, FILE, 0, FILE.length()))
                .map(value -> new ForwardPath(value.substring(0, FILE.length()), value.substring(FILE.length())))
                .filter(forward -> forward.path.indexOf('/') >= 0 || forward.path.indexOf('\\') >= 0);
    }

    /// The list, if it is there.
    Optional<Path> list(Path root, Edition edition, Path work) throws IOException {
        return AddressList.locate(path, root, edition, work).filter(StorePaths::taken);
    }

    /// The value with the path that a file of the store has in a work folder on the other system.
    String at(String workFolder, String relative, Edition edition) {
        return prefix + workFolder + edition.separator() + relative.replace('/', edition.separator());
    }

    /// The value where the path has led into one mailbox and is to lead into another one; else nothing.
    Optional<String> moved(String oldRoot, String newRoot) {
        boolean windows = path.indexOf('\\') >= 0;
        List<String> names = new ArrayList<>(List.of(path.split("[/\\\\]", -1)));
        List<String> old = List.of(oldRoot.split("/"));
        for (int at = names.size() - old.size() - 1; at >= 0; at--) {
            if (equal(names.subList(at, at + old.size()), old)) {
                List<String> moved = new ArrayList<>(names.subList(0, at));
                moved.addAll(List.of(newRoot.split("/")));
                moved.addAll(names.subList(at + old.size(), names.size()));
                return Optional.of(prefix + String.join(windows ? "\\" : "/", moved));
            }
        }
        return Optional.empty();
    }

    private static boolean equal(List<String> some, List<String> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).equalsIgnoreCase(others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
