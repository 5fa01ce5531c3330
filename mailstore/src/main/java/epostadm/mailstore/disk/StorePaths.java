package epostadm.mailstore.disk;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Where things lie in a store, below its work folder. docs/store-format.md, "Editions".
///
/// Relative names have `/` between their components on every system: they stand in journals, which move with the
/// store.
public record StorePaths(Path work) {

    /// The directory of what is this project's own in a store.
    public static final String OURS = ".epostadm";

    public Path inbox() {
        return work.resolve("inbox");
    }

    /// The directory of a domain's mailbox roots.
    public Path roots(DomainName domain, Layout layout) {
        return switch (layout) {
            case PER_DOMAIN -> inbox().resolve(domain.text());
            case COMMON -> inbox();
        };
    }

    /// The directory of account data.
    public Path accountData() {
        return work.resolve("db");
    }

    public Path accountIndex(DomainName domain) {
        return accountData().resolve(domain.text() + ".idx");
    }

    public Path aliases() {
        return accountData().resolve("aliases.txt");
    }

    public Path ours() {
        return work.resolve(OURS);
    }

    /// Makes the directory of what is ours, for nobody but its owner, where it is not there yet.
    public void makeOurs() throws IOException {
        PrivateFiles.makeDirectory(ours());
    }

    public Path settings() {
        return ours().resolve("store.properties");
    }

    public Path lock() {
        return ours().resolve("lock");
    }

    /// Locked by the server that serves the store.
    public Path serving() {
        return ours().resolve("serving");
    }

    /// What is derived from the store and may be deleted at any time.
    public Path cache() {
        return ours().resolve("cache");
    }

    public Path changes() {
        return ours().resolve("changes");
    }

    public Path quarantine() {
        return ours().resolve("quarantine");
    }

    /// The account lines of a domain's retired accounts.
    public Path retired(DomainName domain) {
        return ours().resolve("retired").resolve(domain.text() + ".txt");
    }

    /// Whether names that differ only in case mean the same file where the store lies.
    public boolean blindToCase() throws IOException {
        Path upperCase = inbox().resolveSibling(inbox().getFileName().toString().toUpperCase(Locale.ROOT));
        return Files.exists(inbox()) && Files.exists(upperCase) && Files.isSameFile(inbox(), upperCase);
    }

    /// In which order names of this store are kept, so that those that mean the same file are one.
    public Comparator<String> order() throws IOException {
        return blindToCase() ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
    }

    /// The name of a path within the store, as journals have it.
    public String relative(Path path) {
        Path relative = work.relativize(path);
        StringBuilder name = new StringBuilder();
        for (Path component : relative) {
            name.append(name.isEmpty() ? "" : "/").append(component);
        }
        return name.toString();
    }

    /// The path that a relative name means.
    ///
    /// @throws RefusedException with [Refusal.LeadsOutOfStore] and as much of the path as is safe, where a
    /// component is `..` or can be no name on this system, or a directory on the way is a symbolic link
    public Path resolve(String relative) throws IOException {
        Path path = work;
        for (String component : relative.split("/", -1)) {
            Optional<Path> next = below(path, component);
            if (next.isEmpty() || !path.equals(work) && Files.isSymbolicLink(path)) {
                throw new RefusedException(new Refusal.LeadsOutOfStore(path));
            }
            path = next.get();
        }
        return path;
    }

    /// What bears the name in that directory, if a name it is: no way up, no second directory, no drive.
    static Optional<Path> below(Path directory, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        try {
            Path path = directory.resolve(name);
            boolean named = path.getFileName().toString().equals(name); // Windows would take a slash off its end.
            return named && directory.equals(path.getParent()) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Whether `path`, which lies in the store, is reached without a symbolic link.
    public boolean contained(Path path) {
        for (Path at = path; at != null && !at.equals(work); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return false;
            }
        }
        return path.startsWith(work);
    }

    /// Whether something bears the name, be it a broken link.
    public static boolean taken(Path path) {
        try {
            // Files.exists throws, and catches, an exception for every name that is free.
            return path.getFileSystem()
                            .provider()
                            .readAttributesIfExists(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    != null;
        } catch (IOException e) {
            return false;
        }
    }
}
