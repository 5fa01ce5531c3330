package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// What lies in the directory of one IMAP folder, with sizes: the attributes of every entry are read, once.
///
/// Unlike [FolderListing#read] it tells symbolic links apart, which are in no list but `links`, and a directory is
/// no message whatever its name. `mail` is what counts against the size limit: all files that end in `.MSG`.
/// docs/store-format.md, "Mailbox root" and "IMAP folder".
public record MeasuredFolder(
        FolderListing listing, long messageBytes, long unreadableBytes, Mail mail, List<String> links) {

    /// Files and their bytes.
    public record Mail(long files, long bytes) {}

    public static MeasuredFolder read(Path directory) throws IOException {
        FolderEntries entries = new FolderEntries();
        List<String> links = new ArrayList<>();
        long messageBytes = 0;
        long unreadableBytes = 0;
        long mailFiles = 0;
        long mailBytes = 0;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                BasicFileAttributes attributes;
                try {
                    attributes = attributes(stream, entry);
                } catch (NoSuchFileException e) {
                    // Renamed or deleted by the server meanwhile: a change of flags is a rename.
                    continue;
                }
                String name = entry.getFileName().toString();
                if (attributes.isSymbolicLink()) {
                    links.add(name);
                } else if (attributes.isDirectory()) {
                    entries.takeDirectory(name);
                } else if (entries.takeMessage(name)) {
                    messageBytes += attributes.size();
                    mailFiles++;
                    mailBytes += attributes.size();
                } else {
                    entries.takeOther(name);
                    unreadableBytes += FolderEntries.meantAsMessage(name) ? attributes.size() : 0;
                    if (MessageFileName.endsAsMessage(name)) {
                        mailFiles++;
                        mailBytes += attributes.size();
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new MeasuredFolder(
                entries.listing(directory), messageBytes, unreadableBytes, new Mail(mailFiles, mailBytes), links);
    }

    /// Relative to the open directory where the system can: that spares it a look-up of the whole path a file.
    static BasicFileAttributes attributes(DirectoryStream<Path> stream, Path entry) throws IOException {
        return stream instanceof SecureDirectoryStream<Path> open
                ? open.getFileAttributeView(
                                entry.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                : Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
