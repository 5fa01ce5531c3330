package epostadm.mailstore.disk;

import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lies in the directory of one IMAP folder, by names alone: nothing is opened, and only names that are no
/// messages are asked whether they are directories.
///
/// Messages are in ascending order of UID, those with the same UID in the order of their names.
/// docs/store-format.md, "IMAP folder".
public record FolderListing(
        Path directory,
        List<StoredMessage> messages,
        List<String> leftOvers,
        List<String> unreadable,
        List<String> others,
        List<String> directories) {

    public static FolderListing read(Path directory) throws IOException {
        FolderEntries entries = new FolderEntries();
        for (String name : names(directory)) {
            if (entries.takeMessage(name)) {
                continue;
            }
            if (!FolderEntries.serverFile(name)
                    && Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                entries.takeDirectory(name);
            } else {
                entries.takeOther(name);
            }
        }
        return entries.listing(directory);
    }

    /// The highest UID that a message has, if there is a message.
    public Optional<Uid> highestUid() {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.getLast().uid());
    }

    /// The number of messages that share their UID with an earlier one.
    public int duplicateUids() {
        int duplicates = 0;
        for (int i = 1; i < messages.size(); i++) {
            if (sharesUid(i)) {
                duplicates++;
            }
        }
        return duplicates;
    }

    /// Whether the message at `index` has the UID of the one before it.
    public boolean sharesUid(int index) {
        return messages.get(index).uid().compareTo(messages.get(index - 1).uid()) == 0;
    }

    /// The names of the directories in any directory, in no order: no symbolic links, and none that is called like
    /// a message.
    public static List<String> directories(Path directory) throws IOException {
        List<String> directories = new ArrayList<>();
        for (String name : names(directory)) {
            if (!MessageFileName.endsAsMessage(name)
                    && Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                directories.add(name);
            }
        }
        return directories;
    }

    /// The names in any directory, in no order.
    public static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }
}
