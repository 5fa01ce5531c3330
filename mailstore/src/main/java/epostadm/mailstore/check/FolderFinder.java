package epostadm.mailstore.check;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at one folder of a mailbox by its name, without looking at the others.
///
/// Symbolic links are not followed.
public final class FolderFinder {

    private final FolderCheck check;
    private final Edition edition;

    public FolderFinder(FolderCheck check, Edition edition) {
        this.check = check;
        this.edition = edition;
    }

    /// The folder, if the mailbox root has it.
    public Optional<FolderReport> find(Path root, FolderName folder) throws IOException {
        if (!directory(root)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(folder.directoryNames(edition));
        if (names.getFirst().equals(edition.inboxDirectory())) {
            names.set(0, inbox(root));
        }
        Path at = root;
        for (String name : names) {
            at = at.resolve(name);
            if (!directory(at)) {
                return Optional.empty();
            }
        }
        return Optional.of(check.check(at, names));
    }

    Optional<FolderReport> find(Candidate candidate, FolderName folder) throws IOException {
        return switch (candidate.place().standing()) {
            case ACCOUNT, FOLDER_WITHOUT_ACCOUNT, ACCOUNTS_UNKNOWN ->
                find(candidate.place().root(), folder);
            case ACCOUNT_WITHOUT_FOLDER, PUT_ASIDE -> Optional.empty();
        };
    }

    /// What the INBOX directory is called, whatever its case.
    private String inbox(Path root) throws IOException {
        String usual = edition.inboxDirectory();
        if (directory(root.resolve(usual))) {
            return usual;
        }
        for (String name : FolderListing.names(root)) {
            if (name.equalsIgnoreCase(usual)) {
                return name;
            }
        }
        return usual;
    }

    private static boolean directory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
