package epostadm.mailstore.check;

import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.disk.StoreLayout;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.VolumeUse;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks at a store, or a part of it, and changes nothing.
///
/// Knows all mailboxes by name from the start; reports on them are made as they are taken, by two threads that read
/// a bounded number ahead, in the order of domain and name.
public final class StoreCheck {

    private final StoreLayout layout;
    private final Scope scope;
    private final InstantSource clock;
    private final Map<DomainName, Accounts> domains = new TreeMap<>();
    private final Map<DomainName, Finding> links = new HashMap<>();
    private final Map<DomainName, Accounts> known = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private VolumeCheck.Gauge gauge = VolumeUse::of;

    /// Given one mailbox after the other.
    @FunctionalInterface
    public interface MailboxVisitor {
        void visit(MailboxReport mailbox) throws IOException;
    }

    /// Given one folder of each mailbox that has it.
    @FunctionalInterface
    public interface FolderVisitor {
        void visit(MailboxPlace mailbox, FolderReport folder) throws IOException;
    }

    private StoreCheck(StoreLayout layout, Scope scope, InstantSource clock) {
        this.layout = layout;
        this.scope = scope;
        this.clock = clock;
    }

    /// Finds out which mailboxes there are.
    ///
    /// @throws RefusedException where the directory is missing, empty or no store, or has no such domain
    public static StoreCheck open(Path store, Scope scope, InstantSource clock) throws IOException {
        StoreLayout layout = StoreLayout.detect(store);
        if (scope.domain().isPresent()
                && !layout.domains().contains(scope.domain().get())) {
            throw new RefusedException(new Refusal.UnknownDomain(scope.domain().get(), layout.domains()));
        }
        StoreCheck check = new StoreCheck(layout, scope, clock);
        check.list();
        return check;
    }

    private void list() throws IOException {
        StorePaths paths = layout.paths();
        List<Accounts> common = new ArrayList<>();
        for (DomainName domain : layout.domains()) {
            Layout lies = layout.of(domain);
            if (lies == Layout.PER_DOMAIN && !scope.includes(domain)) {
                continue;
            }
            Accounts accounts = Accounts.read(domain, lies, paths.accountIndex(domain));
            known.put(domain, accounts);
            if (scope.includes(domain)) {
                domains.put(domain, accounts);
            }
            Path roots = paths.roots(domain, lies);
            if (!paths.contained(roots)) {
                links.put(domain, new Finding.LeadsOutOfStore(roots));
            } else if (lies == Layout.COMMON) {
                common.add(accounts);
            } else {
                candidates.addAll(new Candidates(roots, List.of(accounts)).in(scope, List.of()));
            }
        }
        // Also without a domain: nothing that lies there is overlooked.
        if (paths.contained(paths.inbox()) && (scope.domain().isEmpty() || !common.isEmpty())) {
            candidates.addAll(0, new Candidates(paths.inbox(), common).in(scope, layout.domains()));
        }
        candidates.sort(Comparator.comparing(
                candidate -> candidate.place().domain().map(DomainName::text).orElse("")));
    }

    /// The same, with another look at the volume.
    StoreCheck with(VolumeCheck.Gauge other) {
        gauge = other;
        return this;
    }

    /// How many domains the whole store has.
    public int domains() {
        return layout.domains().size();
    }

    /// How many mailboxes there are to look at, those that accounts do not have yet included.
    public int mailboxes() {
        return candidates.size();
    }

    /// Looks at all mailboxes and gives them to `visitor`, then at what belongs to none, and sums up.
    public StoreReport run(MailboxVisitor visitor, Progress progress) throws IOException {
        return run(FindingFilter.ALL, visitor, progress);
    }

    /// The same with such findings alone.
    public StoreReport run(FindingFilter filter, MailboxVisitor visitor, Progress progress) throws IOException {
        List<Finding> ofStore = new ArrayList<>();
        AddressBook book = AddressBook.of(allAccounts(), aliases(ofStore), layout.paths());
        ForwardGraph graph = new ForwardGraph(book);
        PermissionCheck permissions = PermissionCheck.of(layout.paths().inbox());
        boolean deep = scope.depth() == Depth.BYTES;
        MailboxCheck check = new MailboxCheck(
                scope.depth(),
                clock,
                deep ? progress : Progress.NONE,
                new ForwardCheck(book, layout.edition(), layout.paths().work()),
                permissions);
        Sums sums = new Sums();
        start(progress);
        ReadAhead.inOrder(candidates, check::check, checked -> {
            if (checked.isPresent()) {
                MailboxReport mailbox = filter.of(checked.get().report());
                checked.get().forwarding().ifPresent(graph::add);
                sums.add(mailbox);
                visitor.visit(mailbox);
            }
            if (!deep) {
                progress.step(1);
            }
        });
        progress.finish();
        permissions.passwords().ifPresent(ofStore::add);
        ofStore.addAll(graph.findings());
        if (whole()) {
            ofStore.addAll(AliasCheck.check(layout.paths().aliases(), book));
            ofStore.addAll(ServerFilesCheck.check(layout.paths().work(), layout.edition()));
            ofStore.addAll(QueueFindings.of(layout.paths().work(), clock));
            ofStore.addAll(VolumeCheck.check(layout.paths().work(), gauge));
        }
        List<DomainReport> reports = new ArrayList<>();
        for (Accounts accounts : domains.values()) {
            List<Finding> findings = new ArrayList<>(accounts.findings());
            Optional.ofNullable(links.get(accounts.domain())).ifPresent(findings::add);
            reports.add(sums.report(accounts, filter.of(findings)));
        }
        return sums.report(layout, reports, filter.of(ofStore));
    }

    /// Of a deep look every message is a step, since mailboxes differ a thousandfold.
    private void start(Progress progress) throws IOException {
        long steps = candidates.size();
        if (scope.depth() == Depth.BYTES) {
            progress.start(Progress.Phase.COUNTING, 0);
            steps = MessageCount.of(candidates);
            progress.finish();
        }
        progress.start(Progress.Phase.INSPECTING, steps);
    }

    /// Whether what belongs to the whole server is looked at, too.
    private boolean whole() {
        return scope.accounts().isEmpty()
                && (scope.domain().isEmpty() || layout.domains().size() == 1);
    }

    private Map<DomainName, Accounts> allAccounts() throws IOException {
        Map<DomainName, Accounts> all = new HashMap<>(known);
        for (DomainName domain : layout.domains()) {
            if (!all.containsKey(domain)) {
                all.put(
                        domain,
                        Accounts.read(domain, layout.of(domain), layout.paths().accountIndex(domain)));
            }
        }
        return all;
    }

    private Aliases aliases(List<Finding> findings) throws IOException {
        Path file = layout.paths().aliases();
        try {
            return Aliases.read(file);
        } catch (NoSuchFileException e) {
            return Aliases.empty();
        } catch (FileSystemException | RefusedException e) {
            findings.add(FolderCheck.notReadable(file, e));
            return Aliases.empty();
        }
    }

    /// Looks at the folder of that name in all mailboxes that are in use and have it.
    public void survey(FolderName folder, FolderVisitor visitor, Progress progress) throws IOException {
        FolderFinder finder = new FolderFinder(new FolderCheck(scope.depth(), clock), layout.edition());
        progress.start(Progress.Phase.INSPECTING, candidates.size());
        ReadAhead.inOrder(
                candidates, candidate -> new Surveyed(candidate.place(), finder.find(candidate, folder)), it -> {
                    if (it.folder().isPresent()) {
                        visitor.visit(it.mailbox(), it.folder().get());
                    }
                    progress.step(1);
                });
        progress.finish();
    }

    private record Surveyed(MailboxPlace mailbox, Optional<FolderReport> folder) {}
}
