package epostadm.mailstore.conversion;

import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.conversion.Conversion.Kind;
import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.conversion.ConversionSteps.Stage;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Plans the move of whole mailboxes between a directory of their domain and the common box. No message is touched.
/// docs/store-format.md, "Editions".
public final class LayoutConversion {

    private final MailStore store;
    private final StorePaths paths;
    private final Layout to;
    private final Set<DomainName> converted;
    private final MailboxOwners owners;
    private final ConversionSteps steps;
    private final Progress progress;

    private LayoutConversion(MailStore store, Set<DomainName> converted, Layout to, Progress progress)
            throws IOException {
        this.store = store;
        this.paths = store.paths();
        this.to = to;
        this.converted = converted;
        this.steps = new ConversionSteps(paths);
        this.owners = MailboxOwners.read(store);
        this.progress = progress;
    }

    /// @param named the only domain to be converted, or nothing for all
    /// @throws RefusedException where the mailboxes cannot all go where they must
    public static Conversion plan(MailStore store, Optional<DomainName> named, Layout to, Progress progress)
            throws IOException {
        Set<DomainName> converted = store.domains().stream()
                .filter(domain -> named.isEmpty() || named.get().equals(domain))
                .filter(domain -> store.layout(domain) != to)
                .collect(Collectors.toCollection(TreeSet::new));
        return new LayoutConversion(store, converted, to, progress).plan();
    }

    private Conversion plan() throws IOException {
        if (!converted.isEmpty()) {
            progress.start(Progress.Phase.INSPECTING, 0);
            switch (to) {
                case COMMON -> toCommonBox();
                case PER_DOMAIN -> toDomains();
            }
            progress.finish();
            steps.settings(settings());
        }
        String subject = converted.stream().map(DomainName::text).collect(Collectors.joining(", "));
        return steps.conversion("convert-layout", subject);
    }

    private StoreSettings settings() throws IOException {
        StoreSettings known = StoreSettings.read(paths);
        Map<DomainName, Layout> layouts = new TreeMap<>();
        store.domains().forEach(domain -> layouts.put(domain, converted.contains(domain) ? to : store.layout(domain)));
        return new StoreSettings(Optional.of(store.edition()), layouts, known.accountNameLength());
    }

    private void toCommonBox() throws IOException {
        Set<DomainName> common = new TreeSet<>(converted);
        store.domains().stream()
                .filter(domain -> store.layout(domain) == Layout.COMMON)
                .forEach(common::add);
        owners.sharedIn(common).forEach(name -> steps.obstacle(Obstacle.SHARED_ACCOUNTS, name));
        Map<String, String> taken = new HashMap<>();
        for (String name : names(paths.inbox())) {
            taken.put(key(name), paths.relative(paths.inbox().resolve(name)));
        }
        for (DomainName domain : converted) {
            if (owners.notKnown(domain) && common.size() > 1) {
                steps.remark(Matter.VENDORS_ACCOUNTS, domain.text());
            }
            Path directory = directory(domain);
            for (String name : names(directory)) {
                Path from = directory.resolve(name);
                String other = taken.putIfAbsent(key(name), paths.relative(from));
                if (other != null
                        || store.domains().stream().anyMatch(one -> one.text().equalsIgnoreCase(name))) {
                    steps.obstacle(Obstacle.TAKEN, paths.relative(from));
                }
                moveMailbox(from, paths.inbox().resolve(name));
            }
            if (Files.isDirectory(directory)) {
                steps.note(Kind.DOMAIN_DIRECTORY, directory, directory);
                steps.remove(Stage.LAST, directory);
            }
        }
    }

    private void toDomains() throws IOException {
        List<DomainName> common = store.domains().stream()
                .filter(domain -> store.layout(domain) == Layout.COMMON)
                .toList();
        boolean alone = common.size() == 1;
        if (!alone) {
            common.stream()
                    .filter(owners::notKnown)
                    .forEach(domain -> steps.obstacle(Obstacle.ACCOUNTS_NOT_KNOWN, domain.text()));
        }
        Set<String> made = new TreeSet<>();
        for (DomainName domain : converted) {
            Path directory = directory(domain);
            if (!StorePaths.taken(directory)) {
                steps.makeDirectory(directory);
            } else {
                names(directory).forEach(name -> made.add(domain + "/" + key(name)));
            }
        }
        for (String name : names(paths.inbox())) {
            Path from = paths.inbox().resolve(name);
            boolean domains =
                    store.domains().stream().anyMatch(one -> one.text().equalsIgnoreCase(name));
            if (domains || Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            List<DomainName> of = alone ? common : owners.of(name, common);
            if (of.isEmpty()) {
                steps.remark(Matter.NOBODYS, paths.relative(from));
            } else if (of.size() > 1) {
                if (of.stream().anyMatch(converted::contains)) {
                    steps.obstacle(Obstacle.SHARED_ACCOUNTS, MailboxOwners.told(name, of));
                }
            } else if (converted.contains(of.getFirst())) {
                if (!made.add(of.getFirst() + "/" + key(name))) {
                    steps.obstacle(
                            Obstacle.TAKEN,
                            paths.relative(directory(of.getFirst()).resolve(name)));
                }
                moveMailbox(from, directory(of.getFirst()).resolve(name));
            }
        }
    }

    private void moveMailbox(Path from, Path to) throws IOException {
        if (Files.isSymbolicLink(from)) {
            steps.obstacle(Obstacle.LINKS, paths.relative(from));
            return;
        }
        steps.move(Kind.MAILBOX_MOVED, Stage.MOVES, from, to);
        progress.step(1);
        if (Files.isDirectory(from)) {
            forwardList(from, to);
        }
    }

    /// The list that a mailbox's `ims.ctl` names by its path.
    private void forwardList(Path from, Path to) throws IOException {
        Path file = ControlFileName.in(from, ImsCtl.NAME, store.edition());
        if (StorePaths.taken(from.resolve("$Shared"))) {
            steps.remark(Matter.SHARED_FOLDER, paths.relative(to.resolve("$Shared")));
        }
        try {
            Optional<String> value = ForwardPath.of(ImsCtl.read(file))
                    .flatMap(forward -> forward.moved(paths.relative(from), paths.relative(to)));
            if (value.isPresent()) {
                Path moved = to.resolve(file.getFileName());
                steps.note(Kind.FORWARD_LIST, paths.relative(moved), value.get());
                steps.write(
                        Stage.MOVED_FILES,
                        moved,
                        out -> ImsCtl.read(file)
                                .withForwardTo(value, store.edition())
                                .writeTo(out));
            }
        } catch (FileSystemException | RefusedException _) {
            steps.remark(Matter.NOT_READ, paths.relative(file));
        }
    }

    private Path directory(DomainName domain) throws RefusedException {
        Path directory = paths.roots(domain, Layout.PER_DOMAIN);
        if (!paths.contained(directory)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(directory));
        }
        return directory;
    }

    private static List<String> names(Path directory) throws IOException {
        return Files.isDirectory(directory)
                ? FolderListing.names(directory).stream().sorted().toList()
                : List.of();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
