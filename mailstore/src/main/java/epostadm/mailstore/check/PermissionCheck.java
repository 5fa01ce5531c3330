package epostadm.mailstore.check;

import epostadm.mailstore.control.ApopDat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;

/// Looks at the owners of directories and control files, and at who else may read and write them; nothing where the
/// system knows no such permissions. For several threads.
///
/// All must belong to the owner of the directory that holds the mailboxes.
final class PermissionCheck {

    private final Optional<UserPrincipal> owner;
    /// Whether every user of the system can get into the directory of the mailboxes.
    private final boolean open;

    private final Path inbox;
    private int passwords;
    private Optional<Path> first = Optional.empty();

    private PermissionCheck(Path inbox, Optional<UserPrincipal> owner, boolean open) {
        this.inbox = inbox;
        this.owner = owner;
        this.open = open;
    }

    /// @param inbox the directory that holds the mailboxes
    static PermissionCheck of(Path inbox) throws IOException {
        boolean known =
                inbox.getFileSystem().supportedFileAttributeViews().contains("posix") && Files.isDirectory(inbox);
        if (!known) {
            return new PermissionCheck(inbox, Optional.empty(), false);
        }
        boolean open = true;
        for (Path at = inbox.toAbsolutePath(); at != null; at = at.getParent()) {
            open &= Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE);
        }
        return new PermissionCheck(inbox, Optional.of(Files.getOwner(inbox)), open);
    }

    /// Looks at a mailbox root and its control files; whether its owner is the right one.
    boolean root(RootFiles files, List<Finding> findings) throws IOException {
        if (owner.isEmpty()) {
            return true;
        }
        if (!directory(files.root(), findings)) {
            return false;
        }
        Optional<PosixFileAttributes> root = attributes(files.root());
        boolean entered = root.isPresent() && root.get().permissions().contains(PosixFilePermission.OTHERS_EXECUTE);
        for (Path file : files.present().values().stream().sorted().toList()) {
            Optional<PosixFileAttributes> found = attributes(file);
            if (found.isPresent()) {
                compare(file, found.get(), findings);
                boolean password = file.getFileName().toString().equalsIgnoreCase(ApopDat.NAME)
                        || file.getFileName().toString().equalsIgnoreCase(RootFiles.SMTPAUTH_DAT);
                if (password
                        && open
                        && entered
                        && found.get().permissions().contains(PosixFilePermission.OTHERS_READ)) {
                    readable(file);
                }
            }
        }
        return true;
    }

    private synchronized void readable(Path file) {
        passwords++;
        first = first.filter(earlier -> earlier.compareTo(file) < 0).or(() -> Optional.of(file));
    }

    /// What is said once of all mailboxes that have been looked at.
    synchronized Optional<Finding> passwords() {
        return first.map(file -> new Finding.PasswordsReadableByAll(inbox, passwords, file));
    }

    /// Looks at a directory alone; whether its owner is the right one, so that what lies in it is worth a look.
    boolean directory(Path directory, List<Finding> findings) throws IOException {
        if (owner.isEmpty()) {
            return true;
        }
        Optional<PosixFileAttributes> found = attributes(directory);
        if (found.isPresent() && !found.get().permissions().contains(PosixFilePermission.OWNER_WRITE)) {
            findings.add(new Finding.NotWritable(directory, text(found.get())));
        }
        return found.isEmpty() || compare(directory, found.get(), findings);
    }

    private boolean compare(Path path, PosixFileAttributes found, List<Finding> findings) {
        if (found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            findings.add(new Finding.WritableByAll(path, text(found)));
        }
        boolean right = found.owner().equals(owner.orElseThrow());
        if (!right) {
            findings.add(new Finding.ForeignOwner(
                    path, found.owner().getName(), owner.get().getName()));
        }
        return right;
    }

    private static String text(PosixFileAttributes attributes) {
        return PosixFilePermissions.toString(attributes.permissions());
    }

    private static Optional<PosixFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
