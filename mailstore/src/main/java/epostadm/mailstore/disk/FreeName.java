package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/// Gives files names that are free, and never one that is taken.
public final class FreeName {

    private FreeName() {}

    /// Moves a file; unlike a rename, which would replace what another process puts there at this very moment.
    ///
    /// @throws FileAlreadyExistsException where the name is taken
    public static void move(Path from, Path to) throws IOException {
        if (link(from, to)) {
            Files.delete(from);
        } else {
            Files.move(from, to);
        }
    }

    /// Renames a file in one step: at any time it has one of the two names, and only that.
    ///
    /// @return false where that cannot be done without the risk to replace what another process puts there at this
    ///     very moment: the volumes differ, or the system has no such rename
    /// @throws FileAlreadyExistsException where the name is taken
    public static boolean rename(Path from, Path to) throws IOException {
        if (ExclusiveRename.rename(from, to)) {
            return true;
        }
        boolean unix = from.getFileSystem() == FileSystems.getDefault()
                && from.getFileSystem().supportedFileAttributeViews().contains("unix");
        if (unix
                || !Volume.of(from.toAbsolutePath().getParent())
                        .equals(Volume.of(to.toAbsolutePath().getParent()))) {
            return false;
        }
        Files.move(from, to); // Windows' own rename does not replace, and it is one within a volume.
        return true;
    }

    /// Gives a file one more name, or, where the file system or the file takes no more, false.
    ///
    /// @throws FileAlreadyExistsException where the name is taken
    public static boolean link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (FileSystemException e) {
            if (Files.notExists(from)) {
                throw e;
            }
            return false;
        }
    }
}
