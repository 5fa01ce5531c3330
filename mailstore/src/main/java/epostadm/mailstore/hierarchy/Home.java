package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.folder.FolderHouse;
import epostadm.mailstore.folder.FolderPlace;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// The mailbox root in which an account's folders lie, and what lies around it.
///
/// @param key what tells the directory from another one of its name
/// @param caseBlind whether names that differ only in case mean the same directory, here or where the edition runs
record Home(Path root, Object key, Edition edition, boolean caseBlind, StorePaths paths, FolderHouse house) {

    static Home of(Path root, Edition edition, StorePaths paths, FolderHouse house) throws IOException {
        return new Home(root, key(root), edition, edition == Edition.WINDOWS || paths.blindToCase(), paths, house);
    }

    /// Whether the root is still the one that it was, and not moved away or replaced by a command.
    boolean here() throws IOException {
        try {
            return key(root).equals(key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Object key(Path directory) throws IOException {
        return key(Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    static Object key(BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    FolderPlace place(FolderName name, Path directory) {
        return new FolderPlace(directory, root, name.isInbox());
    }

    /// Whether a symbolic link stands where the folder would be.
    boolean linked(FolderName name) {
        Path at = root;
        for (String directory : name.directoryNames(edition)) {
            at = at.resolve(directory);
            if (Files.isSymbolicLink(at)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the vendor's server takes the folder for one that nobody subscribes to.
    boolean hidden(Path directory) {
        boolean known = edition == Edition.WINDOWS
                && directory.getFileSystem().supportedFileAttributeViews().contains("dos");
        try {
            return known && Boolean.TRUE.equals(Files.getAttribute(directory, "dos:hidden", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// Whether two directories in one place would be one where names have no case.
    boolean twins(String a, String b) {
        return caseBlind && a.equalsIgnoreCase(b);
    }

    /// The names of the directories from the mailbox root down to the folder.
    List<String> directoryNames(FolderName name) {
        return name.directoryNames(edition);
    }
}
