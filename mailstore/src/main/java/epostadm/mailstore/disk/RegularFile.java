package epostadm.mailstore.disk;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Opens files for reading that somebody else may have put there: a pipe, a socket or a device would keep the
/// reader for ever, a symbolic link show what lies outside the store, and a sparse file fill the memory.
public final class RegularFile {

    private RegularFile() {}

    /// A file of the store.
    ///
    /// @throws RefusedException with [Refusal.LeadsOutOfStore] where it is a symbolic link
    /// @throws FileSystemException where it is neither that nor a file
    public static InputStream open(Path file) throws IOException {
        attributes(file);
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// A file that the user names, be it a symbolic link.
    public static InputStream openNamed(Path file) throws IOException {
        require(file, Files.readAttributes(file, BasicFileAttributes.class));
        return Files.newInputStream(file);
    }

    /// All bytes of a file of the store, of which there may be `longest`.
    public static byte[] read(Path file, int longest) throws IOException {
        long size = attributes(file).size();
        if (size > longest) {
            throw new FileSystemException(
                    file.toString(), null, "too long: " + size + " bytes; at most " + longest + " expected");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(longest);
        }
    }

    /// What is known of a file of the store without reading it; refuses as [#open(Path)] does.
    public static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(file));
        }
        require(file, attributes);
        return attributes;
    }

    private static void require(Path file, BasicFileAttributes attributes) throws FileSystemException {
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
    }
}
