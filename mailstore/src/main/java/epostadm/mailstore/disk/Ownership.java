package epostadm.mailstore.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who owns a store's mailboxes, and how open their directories are: what is made there must be like what lies
/// there, or the mail server could not read it. For several threads.
public final class Ownership {

    private static final Set<PosixFilePermission> SEARCH = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private final Optional<PosixFileAttributes> model;
    private volatile boolean alike;
    private volatile boolean unmasked;

    private Ownership(Optional<PosixFileAttributes> model) {
        this.model = model;
    }

    /// As `directory` has it.
    public static Ownership of(Path directory) throws IOException {
        boolean known = PrivateFiles.posix(directory) && Files.isDirectory(directory);
        return new Ownership(
                known ? Optional.of(Files.readAttributes(directory, PosixFileAttributes.class)) : Optional.empty());
    }

    /// Makes a file that this process has just made like the model: its owner, its group and its permissions, but
    /// for the right to search.
    public void dress(Path file) throws IOException {
        if (model.isEmpty()) {
            return;
        }
        give(file);
        Set<PosixFilePermission> permissions = EnumSet.copyOf(model.get().permissions());
        permissions.removeAll(SEARCH);
        permissions.add(PosixFilePermission.OWNER_READ);
        Files.setPosixFilePermissions(file, permissions);
    }

    /// Gives what this process has just made to the owner and group of another file, and its permissions.
    public static void copy(Path from, Path made) throws IOException {
        if (!PrivateFiles.posix(made)) {
            return;
        }
        PosixFileAttributes model = Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        new Ownership(Optional.of(model)).give(made);
        Files.setPosixFilePermissions(made, model.permissions());
    }

    /// Whether something belongs to another one than the model, where the file system knows owners.
    public static boolean differs(Path path, Path model) throws IOException {
        return PrivateFiles.posix(path)
                && !Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(model));
    }

    /// Owner and group as `chown` takes them; empty where the file system knows none.
    public static String told(Path path) throws IOException {
        if (!PrivateFiles.posix(path)) {
            return "";
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        return attributes.owner().getName() + ":" + attributes.group().getName();
    }

    /// Makes a directory like the model, whatever the process' mask would take away.
    public void make(Path directory) throws IOException {
        if (model.isEmpty()) {
            Files.createDirectory(directory);
            return;
        }
        Set<PosixFilePermission> permissions = model.get().permissions();
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(permissions));
        give(directory);
        if (!unmasked) {
            // What the process's umask took away is given back; where it takes nothing, asking once is enough.
            unmasked = Files.getPosixFilePermissions(directory).equals(permissions);
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    /// Gives what this process has just made to the model's owner and group, where it is not theirs already.
    public void give(Path made) throws IOException {
        if (model.isEmpty() || alike) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes present = view.readAttributes();
        boolean sameOwner = present.owner().equals(model.get().owner());
        boolean sameGroup = present.group().equals(model.get().group());
        alike = sameOwner && sameGroup; // What one process makes is all alike: asked once where nothing is to do.
        if (!sameOwner) {
            view.setOwner(model.get().owner());
        }
        if (!sameGroup) {
            view.setGroup(model.get().group());
        }
    }
}
