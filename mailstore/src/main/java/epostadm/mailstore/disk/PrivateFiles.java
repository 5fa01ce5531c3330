package epostadm.mailstore.disk;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The permissions of files and directories that hold secrets: the owner's alone, where the file system knows such
/// things.
public final class PrivateFiles {

    private static final FileAttribute<?>[] FILE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] DIRECTORY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
    private static final FileAttribute<?>[] NONE = {};

    /// Asked once: the answer is put together anew each time, and is wanted for every file that is made.
    private static final boolean DEFAULT_IS_POSIX = posix(FileSystems.getDefault());

    private PrivateFiles() {}

    public static FileAttribute<?>[] fileAttributes(Path path) {
        return posix(path) ? FILE.clone() : NONE;
    }

    public static FileAttribute<?>[] directoryAttributes(Path path) {
        return posix(path) ? DIRECTORY.clone() : NONE;
    }

    /// Makes a directory of ours where it is not there yet, and forces its name to disk.
    ///
    /// @throws RefusedException with [Refusal.LeadsOutOfStore] where something else bears the name
    public static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, directoryAttributes(directory));
            Durability.of(directory).forceDirectory(directory.getParent());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedException(new Refusal.LeadsOutOfStore(directory));
            }
        }
    }

    static boolean posix(Path path) {
        return path.getFileSystem() == FileSystems.getDefault() ? DEFAULT_IS_POSIX : posix(path.getFileSystem());
    }

    private static boolean posix(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix");
    }
}
