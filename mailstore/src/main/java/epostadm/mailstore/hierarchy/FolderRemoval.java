package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/// Deletes folders' directories, as their user wishes: the mail in them, and what the server keeps beside it.
///
/// Whatever else lies there is nobody's to delete, and goes to the quarantine. docs/store-format.md, "Folders of
/// ours".
final class FolderRemoval {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /// Files of a folder that mean nothing without it.
    private static final Set<String> OF_THE_SERVER = Set.of(
            UidFile.NAME,
            UidValidityFile.NAME,
            SideFiles.MESSAGES,
            "rid",
            "store",
            "fetch",
            "$lockfile",
            temporary(UidFile.NAME),
            temporary(UidValidityFile.NAME),
            temporary(SideFiles.MESSAGES));

    private final Home home;

    FolderRemoval(Home home) {
        this.home = home;
    }

    private static String temporary(String name) {
        return AtomicFile.temporary(Path.of(name)).toString();
    }

    /// Takes the directory away: first its name, at once and for good, then what is in it.
    void remove(Path directory) throws IOException {
        Path half = HalfDone.DELETED.free(directory.getParent());
        Files.move(directory, half);
        home.house().durability().forceDirectory(directory.getParent());
        finish(half, directory);
    }

    /// What a crash left behind.
    void leftOver(Path half) throws IOException {
        finish(half, half);
    }

    private void finish(Path half, Path was) throws IOException {
        empty(half);
        try {
            Files.delete(half);
        } catch (DirectoryNotEmptyException e) {
            putAside(half, was);
        }
    }

    /// Deletes the mail in a directory that stays for the sake of the folders below.
    void empty(Path directory) throws IOException {
        for (String name : FolderListing.names(directory)) {
            if (ofAFolder(name)) {
                delete(directory.resolve(name));
            }
        }
    }

    private static boolean ofAFolder(String name) {
        return OF_THE_SERVER.contains(name)
                || MessageFileName.numbered(name).isPresent()
                || MessageFileName.leftOver(name);
    }

    private static void delete(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            return; // A directory of that name is none of the server's files.
        }
    }

    /// Whether mail lies in the directory.
    static boolean holdsMail(Path directory) throws IOException {
        return FolderListing.names(directory).stream()
                .anyMatch(name -> MessageFileName.numbered(name).isPresent());
    }

    /// Whether the name can hold mail: where somebody else has put mail into one that could not, it can.
    static boolean selectable(FolderName name, Path directory, FolderNotes notes) throws IOException {
        return !notes.noselect().contains(name) || !notes.emptying().contains(name) && holdsMail(directory);
    }

    private void putAside(Path half, Path was) throws IOException {
        Path target = freePlace().resolve(home.paths().relative(was));
        try {
            home.paths().makeOurs();
            PrivateFiles.makeDirectory(home.paths().quarantine());
            Files.createDirectories(target.getParent(), PrivateFiles.directoryAttributes(target));
            Files.move(half, target);
        } catch (DirectoryNotEmptyException e) {
            // On another volume, to which no directory can be renamed.
            target = free(was.resolveSibling("~" + was.getFileName()));
            Files.move(half, target);
        }
        home.house()
                .trouble()
                .accept(was + ": the folder was deleted by its user; files in it that are no mail of a folder are in "
                        + target);
    }

    private Path freePlace() {
        return free(home.paths()
                .quarantine()
                .resolve("imap-" + STAMP.format(home.house().clock().instant())));
    }

    private static Path free(Path wanted) {
        Path free = wanted;
        for (int i = 2; StorePaths.taken(free); i++) {
            free = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return free;
    }
}
