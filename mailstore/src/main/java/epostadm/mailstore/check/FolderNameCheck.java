package epostadm.mailstore.check;

import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.WindowsNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Looks at what a folder's directory is called. docs/store-format.md, "IMAP folder".
record FolderNameCheck(Edition edition) {

    /// What the server keeps in a folder beside its messages.
    private static final Set<String> FILES_OF_A_FOLDER =
            Set.of("uid", "uidvalidity", "rid", "store", "fetch", "$lockfile", "imap.$dx", "imap.!dx");

    /// `siblings` are the names of all directories beside it, itself included.
    void check(Path directory, List<String> directoryNames, List<String> siblings, List<Finding> findings)
            throws IOException {
        String name = directoryNames.getLast();
        String inbox = edition.inboxDirectory();
        boolean ofRoot = directoryNames.size() == 1;
        if (reserved(name, ofRoot)) {
            findings.add(new Finding.ReservedFolderName(directory));
        }
        if (Files.isHidden(directory)) {
            findings.add(new Finding.HiddenFolder(directory));
        }
        if (!WindowsNames.fit(name)) {
            findings.add(new Finding.WindowsUnfitFolderName(directory));
        }
        if (edition == Edition.BSD
                && ofRoot
                && name.equalsIgnoreCase(inbox)
                && !name.equals(inbox)
                && !siblings.contains(inbox)) {
            findings.add(new Finding.InboxWrongCase(directory, inbox));
        }
    }

    private static boolean reserved(String name, boolean ofRoot) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (SideFiles.NAMES.contains(lowerCase)) {
            return true;
        }
        return ofRoot ? RootFiles.KNOWN.contains(lowerCase) : FILES_OF_A_FOLDER.contains(lowerCase);
    }
}
