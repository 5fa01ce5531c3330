package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
