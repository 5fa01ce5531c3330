package epostadm.mailstore.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sorts what lies in an IMAP folder's directory by what the names say, for a [FolderListing].
///
/// docs/store-format.md, "IMAP folder".
final class FolderEntries {

    /// Files of a folder that belong to the server or to this project.
    private static final Set<String> SERVER_FILES = Set.of(
            "uid",
            "uidvalidity",
            "rid",
            "store",
            "fetch",
            "$lockfile",
            "imap.idx",
            "imap.$dx",
            "imap.!dx",
            SideFiles.MESSAGES,
            SideFiles.FOLDERS);

    private final List<StoredMessage> messages = new ArrayList<>();
    private final List<String> leftOvers = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();

    static boolean serverFile(String name) {
        return SERVER_FILES.contains(name);
    }

    /// Takes the entry if its name is a message's.
    boolean takeMessage(String name) {
        Optional<MessageFileName.Numbered> numbered = MessageFileName.numbered(name);
        if (numbered.isEmpty()) {
            return false;
        }
        messages.add(new StoredMessage(numbered.get().uid(), numbered.get().flags(), name));
        return true;
    }

    void takeDirectory(String name) {
        directories.add(name);
    }

    /// Takes an entry that is neither a message nor a directory; hidden files are no messages, nor meant to be.
    void takeOther(String name) {
        if (MessageFileName.leftOver(name)) {
            leftOvers.add(name);
        } else if (meantAsMessage(name)) {
            unreadable.add(name);
        } else {
            others.add(name);
        }
    }

    static boolean meantAsMessage(String name) {
        return MessageFileName.endsAsMessage(name) && !name.startsWith(".") && !name.startsWith("~");
    }

    /// Written out: comparators put together at run time would be ten and more milliseconds of every short command.
    private static int inOrder(StoredMessage a, StoredMessage b) {
        int byUid = Long.compare(a.uid().value(), b.uid().value());
        return byUid != 0 ? byUid : a.fileName().compareTo(b.fileName());
    }

    FolderListing listing(Path directory) {
        messages.sort(FolderEntries::inOrder);
        directories.sort(null);
        return new FolderListing(directory, messages, leftOvers, unreadable, others, directories);
    }
}
