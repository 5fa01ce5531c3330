package epostadm.mailstore.conversion;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.conversion.Conversion.Kind;
import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.conversion.ConversionSteps.Stage;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Plans the conversion of a store to the other edition, in place, on whichever system it lies: names, line ends
/// and paths. No message is touched. docs/store-format.md, "Editions".
public final class EditionConversion {

    private static final Pattern WINDOWS_FOLDER =
            Pattern.compile("([A-Za-z]:|\\\\\\\\[^\\\\/]+)(\\\\[^\\\\/:*?\"<>|]+)+");
    private static final Pattern BSD_FOLDER = Pattern.compile("(/[^/]+)+");
    private static final Pattern COUNTER = Pattern.compile("\\[.*]\\.smtp", Pattern.CASE_INSENSITIVE);

    private final MailStore store;
    private final StorePaths paths;
    private final Edition to;
    private final ConversionSteps steps;
    private final ControlFileConversion controlFiles;
    private final NamesForWindows names;
    private final Progress progress;

    private EditionConversion(MailStore store, Edition to, String workFolder, Progress progress) throws IOException {
        this.store = store;
        this.paths = store.paths();
        this.to = to;
        this.steps = new ConversionSteps(paths);
        this.controlFiles = new ControlFileConversion(store.work(), store.edition(), to, workFolder, steps);
        this.names = new NamesForWindows(workFolder, paths, steps);
        this.progress = progress;
    }

    /// Whether that can be a work folder where the edition runs.
    public static boolean canBeWorkFolder(String text, Edition edition) {
        Pattern pattern = edition == Edition.WINDOWS ? WINDOWS_FOLDER : BSD_FOLDER;
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && pattern.matcher(text).matches();
    }

    /// @param workFolder where the store will lie; else where it lies, or where the vendor has it on the other
    /// system @throws RefusedException where the store cannot be converted as a whole
    public static Conversion plan(MailStore store, Edition to, Optional<String> workFolder, Progress progress)
            throws IOException {
        String folder = workFolder.orElseGet(() -> standard(store, to));
        return new EditionConversion(store, to, folder, progress).plan();
    }

    private static String standard(MailStore store, Edition to) {
        boolean here = store.work().getFileSystem().getSeparator().charAt(0) == to.separator();
        return here ? store.work().toString() : to == Edition.WINDOWS ? "C:\\mail" : "/var/spool/epms";
    }

    private Conversion plan() throws IOException {
        controlFiles.convert(store.work(), sorted(store.work()), ControlNames.SERVER);
        Set<Path> roots = new LinkedHashSet<>();
        for (DomainName domain : store.domains()) {
            accounts(domain);
            Optional<Path> directory = directory(domain);
            if (directory.isPresent()) {
                roots.addAll(roots(domain, directory.get()));
            }
        }
        progress.start(Progress.Phase.INSPECTING, roots.size());
        for (Path root : roots) {
            mailbox(root);
            progress.step(1);
        }
        progress.finish();
        owners(roots);
        steps.settings(settings());
        return steps.conversion("convert-edition", to == Edition.BSD ? "bsd" : "windows");
    }

    private StoreSettings settings() throws IOException {
        Map<DomainName, Layout> layouts = new TreeMap<>();
        store.domains().forEach(domain -> layouts.put(domain, store.layout(domain)));
        return new StoreSettings(
                Optional.of(to), layouts, StoreSettings.read(paths).accountNameLength());
    }

    /// Accounts whose mailboxes could not be made on Windows.
    private void accounts(DomainName domain) throws IOException {
        try {
            for (AccountEntry entry : store.accounts(domain).entries()) {
                if (!to.canHold(entry.name().text())) {
                    steps.obstacle(Obstacle.WINDOWS_NAMES, entry.name() + "@" + domain);
                }
            }
        } catch (RefusedException _) {
            steps.remark(Matter.VENDORS_ACCOUNTS, domain.text());
            steps.remark(Matter.VENDORS_SETTINGS, domain.text());
        }
        if (!to.canHold(domain.text())) {
            steps.obstacle(Obstacle.WINDOWS_NAMES, domain.text());
        }
    }

    /// The directory of the domain's mailboxes, which is spelt in lower case where case counts.
    private Optional<Path> directory(DomainName domain) throws IOException {
        if (store.layout(domain) == Layout.COMMON) {
            return Optional.of(paths.inbox());
        }
        List<String> spellings = sorted(paths.inbox()).stream()
                .filter(domain.text()::equalsIgnoreCase)
                .toList();
        if (spellings.size() > 1) {
            spellings.forEach(name ->
                    steps.obstacle(Obstacle.CASE_TWINS, steps.name(paths.inbox().resolve(name))));
        }
        Optional<Path> directory = spellings.stream().findFirst().map(paths.inbox()::resolve);
        if (directory.filter(Files::isSymbolicLink).isPresent()) {
            steps.obstacle(Obstacle.LINKS, steps.name(directory.get()));
            return Optional.empty();
        }
        if (directory.isPresent() && !spellings.getFirst().equals(domain.text())) {
            steps.rename(Kind.DOMAIN_DIRECTORY, Stage.DIRECTORIES, directory.get(), domain.text());
        }
        return directory;
    }

    /// All directories there that are mailboxes, or were put aside.
    private List<Path> roots(DomainName domain, Path directory) throws IOException {
        boolean common = store.layout(domain) == Layout.COMMON;
        List<String> present = sorted(directory).stream()
                .filter(name -> !common
                        || store.domains().stream()
                                .noneMatch(other -> other.text().equalsIgnoreCase(name)))
                .toList();
        if (to == Edition.WINDOWS) {
            names.look(directory, present);
        }
        List<Path> roots = new ArrayList<>();
        for (String name : present) {
            if (Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                roots.add(directory.resolve(name));
            }
        }
        return roots;
    }

    private void mailbox(Path root) throws IOException {
        List<String> present = sorted(root);
        controlFiles.convert(root, present, ControlNames.MAILBOX);
        if (to == Edition.WINDOWS) {
            List<String> counters = present.stream()
                    .filter(name -> COUNTER.matcher(name).matches() && !to.canHold(name))
                    .toList();
            for (String counter : counters) {
                steps.note(Kind.COUNTER_REMOVED, root.resolve(counter), root.resolve(counter));
                steps.remove(Stage.FILES, root.resolve(counter));
            }
            names.lookBelow(
                    root,
                    present.stream().filter(name -> !counters.contains(name)).toList());
        }
        inbox(root, present);
    }

    private void inbox(Path root, List<String> present) {
        List<Path> inboxes = present.stream()
                .filter(name -> name.equalsIgnoreCase("inbox"))
                .filter(name -> FolderName.ofDirectory(List.of(name))
                        .filter(FolderName::isInbox)
                        .isPresent())
                .map(root::resolve)
                .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (inboxes.size() > 1) {
            inboxes.forEach(inbox -> steps.obstacle(Obstacle.CASE_TWINS, steps.name(inbox)));
        } else if (!inboxes.isEmpty()
                && !inboxes.getFirst().getFileName().toString().equals(to.inboxDirectory())) {
            steps.rename(Kind.INBOX_RENAMED, Stage.MOVES, inboxes.getFirst(), to.inboxDirectory());
        }
    }

    /// The BSD edition runs as one user, which must own what a copy brought.
    private void owners(Set<Path> roots) throws IOException {
        if (to == Edition.BSD && !roots.isEmpty()) {
            long others = 0;
            for (Path root : roots) {
                others += Ownership.differs(root, paths.inbox()) ? 1 : 0;
            }
            if (others > 0) {
                steps.remark(Matter.OTHER_OWNERS, others + ": chown -R " + Ownership.told(paths.inbox()) + " "
                        + paths.inbox());
            }
        }
    }

    private static List<String> sorted(Path directory) throws IOException {
        return Files.isDirectory(directory)
                ? FolderListing.names(directory).stream().sorted().toList()
                : List.of();
    }
}
