package epostadm.mailstore.disk;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a store is laid out: its edition, its domains and where their mailboxes lie; by the store's settings where
/// they say so, else by what its directories look like. docs/store-format.md, "Editions".
public record StoreLayout(StorePaths paths, StoreSettings settings, Edition edition, List<DomainName> domains) {

    private static final String INDEX = ".idx";

    private static final Set<String> MAILBOX =
            Set.of("inbox", "apop.dat", "smtpauth.dat", "size.ctl", "ims.ctl", "imap.idx");

    /// How many mailboxes are looked into for the case of their INBOX.
    private static final int SAMPLES = 20;

    public StoreLayout {
        domains = List.copyOf(domains);
    }

    /// @throws RefusedException where the directory is missing, empty, or nothing in it is known
    public static StoreLayout detect(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new RefusedException(new Refusal.NoSuchStore(directory));
        }
        List<String> names = FolderListing.names(directory);
        if (names.isEmpty()) {
            throw new RefusedException(new Refusal.EmptyDirectory(directory));
        }
        StorePaths paths = new StorePaths(directory.toRealPath());
        if (!Files.isDirectory(paths.inbox()) && !Files.exists(paths.settings())) {
            throw new RefusedException(new Refusal.NotAStore(directory));
        }
        StoreSettings settings = StoreSettings.read(paths);
        Edition edition = settings.edition().isPresent() ? settings.edition().get() : edition(paths);
        return new StoreLayout(paths, settings, edition, List.copyOf(domains(paths, settings)));
    }

    /// Where the domain's mailboxes lie.
    public Layout of(DomainName domain) {
        Layout known = settings.layouts().get(domain);
        if (known != null) {
            return known;
        }
        boolean split = Files.isDirectory(paths.roots(domain, Layout.PER_DOMAIN));
        return split || !commonBox() ? Layout.PER_DOMAIN : Layout.COMMON;
    }

    /// Whether `inbox` has a directory that is no domain's and was not put aside: mailboxes lie there then.
    private boolean commonBox() {
        try {
            for (String name : FolderListing.names(paths.inbox())) {
                Path root = paths.inbox().resolve(name);
                boolean putAside = name.startsWith("~") || name.startsWith(".");
                if (!putAside
                        && domains.stream().noneMatch(domain -> domain.text().equalsIgnoreCase(name))
                        && Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /// Domains that are none of the store's now, but whose index lies there with `~` before its name.
    public List<DomainName> putAside() throws IOException {
        if (!Files.isDirectory(paths.accountData())) {
            return List.of();
        }
        return FolderListing.names(paths.accountData()).stream()
                .filter(name -> name.startsWith("~") && name.endsWith(INDEX))
                .map(name -> DomainName.parse(name.substring(1, name.length() - INDEX.length())))
                .flatMap(Optional::stream)
                .filter(domain -> !domains.contains(domain))
                .sorted()
                .toList();
    }

    private static Edition edition(StorePaths paths) throws IOException {
        if (Files.isDirectory(paths.work().resolve("reg"))) {
            return Edition.BSD;
        }
        Optional<Edition> seen = inboxCase(paths.inbox(), 2);
        if (seen.isPresent()) {
            return seen.get();
        }
        return Files.isDirectory(paths.accountData()) ? Edition.BSD : Edition.WINDOWS;
    }

    /// The edition by the case of the first INBOX found, at most `depth` directories down.
    private static Optional<Edition> inboxCase(Path directory, int depth) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        List<String> names = FolderListing.names(directory);
        for (Edition edition : Edition.values()) {
            if (names.contains(edition.inboxDirectory())) {
                return Optional.of(edition);
            }
        }
        if (depth > 0) {
            for (String name : names.subList(0, Math.min(SAMPLES, names.size()))) {
                Optional<Edition> found = inboxCase(directory.resolve(name), depth - 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static TreeSet<DomainName> domains(StorePaths paths, StoreSettings settings) throws IOException {
        TreeSet<DomainName> domains = new TreeSet<>(settings.layouts().keySet());
        if (Files.isDirectory(paths.accountData())) {
            for (String name : FolderListing.names(paths.accountData())) {
                if (name.endsWith(INDEX) && !name.startsWith("~")) {
                    DomainName.parse(name.substring(0, name.length() - INDEX.length()))
                            .ifPresent(domains::add);
                }
            }
        }
        if (Files.isDirectory(paths.inbox())) {
            for (String name : FolderListing.names(paths.inbox())) {
                // Without an index only a dot tells a domain's directory from a mailbox of the common box.
                if (name.indexOf('.') > 0 && holdsMailboxes(paths.inbox().resolve(name), settings)) {
                    DomainName.parse(name).ifPresent(domains::add);
                }
            }
        }
        return domains;
    }

    /// Whether a directory of `inbox` holds mailboxes and is none itself. An empty one is a mailbox where the store
    /// is known to have a common box.
    private static boolean holdsMailboxes(Path directory, StoreSettings settings) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        List<String> names = FolderListing.names(directory);
        if (names.isEmpty()) {
            return !settings.layouts().containsValue(Layout.COMMON);
        }
        for (String name : names) {
            if (ofMailbox(name)) {
                return false;
            }
        }
        for (String name : names.subList(0, Math.min(SAMPLES, names.size()))) {
            if (StorePaths.taken(directory.resolve(name).resolve(UidFile.NAME))) {
                return false;
            }
        }
        return true;
    }

    /// Whether only a mailbox root has something of that name. docs/store-format.md, "Mailbox root".
    private static boolean ofMailbox(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return MAILBOX.contains(lowerCase) || name.startsWith("$") || MessageFileName.endsAsMessage(name);
    }
}
