package epostadm.mailstore.store;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The mailbox roots of a domain by name, whatever the case of their directories' names.
public final class Mailboxes {

    private final MailStore store;
    private final Path directory;
    private final Map<String, List<String>> names;

    private Mailboxes(MailStore store, Path directory, Map<String, List<String>> names) {
        this.store = store;
        this.directory = directory;
        this.names = names;
    }

    static Mailboxes read(MailStore store, DomainName domain) throws IOException {
        Layout layout = store.layout(domain);
        Path directory = store.paths().roots(domain, layout);
        if (!store.paths().contained(directory)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(directory));
        }
        Map<String, List<String>> names = new HashMap<>();
        if (Files.isDirectory(directory)) {
            for (String name : FolderListing.names(directory)) {
                boolean domains = layout == Layout.COMMON
                        && store.domains().stream()
                                .anyMatch(other -> other.text().equalsIgnoreCase(name));
                if (!domains) {
                    names.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                            .add(name);
                }
            }
        }
        return new Mailboxes(store, directory, names);
    }

    /// The directory that holds the roots.
    public Path directory() {
        return directory;
    }

    /// The account's mailbox, if it has been made.
    ///
    /// @throws RefusedException where directories differ only in case, or the directory is a symbolic link
    public Optional<Mailbox> find(AccountName name) throws RefusedException {
        List<String> found = names.getOrDefault(name.key(), List.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            throw new RefusedException(new Refusal.CaseTwins(
                    name, found.stream().map(directory::resolve).toList()));
        }
        Path root = directory.resolve(found.getFirst());
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(
                    Files.isSymbolicLink(root) ? new Refusal.LeadsOutOfStore(root) : new Refusal.NameTaken(root));
        }
        return Optional.of(new Mailbox(root, store.edition()));
    }

    /// The account's mailbox, be it made after the names were read.
    Optional<Mailbox> findNow(AccountName name) throws RefusedException {
        Optional<Mailbox> known = find(name);
        Path root = directory.resolve(name.text());
        return known.isPresent() || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
                ? known
                : Optional.of(new Mailbox(root, store.edition()));
    }

    /// Where the account's mailbox is, or would be made.
    public Path rootOf(AccountName name) throws RefusedException {
        return find(name).map(Mailbox::root).orElse(directory.resolve(name.text()));
    }

    /// Whether a file or directory bears the name, in any case.
    public boolean taken(String directoryName) {
        return names.containsKey(directoryName.toLowerCase(Locale.ROOT));
    }

    /// The mailboxes that are there, sorted by name: neither put aside nor symbolic links.
    public List<Mailbox> present() {
        return names.values().stream()
                .flatMap(List::stream)
                .filter(name -> !name.startsWith("~"))
                .sorted()
                .map(directory::resolve)
                .filter(root -> Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS))
                .map(root -> new Mailbox(root, store.edition()))
                .toList();
    }

    /// Names of directories that were put aside: those that begin with `~`.
    public List<String> putAside() {
        return names.values().stream()
                .flatMap(List::stream)
                .filter(name -> name.startsWith("~"))
                .sorted()
                .toList();
    }
}
