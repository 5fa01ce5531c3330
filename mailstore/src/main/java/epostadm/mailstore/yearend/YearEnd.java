package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.account.RetiredAccounts.Retired;
import epostadm.mailstore.change.AccountImport;
import epostadm.mailstore.change.AccountImport.Outcome;
import epostadm.mailstore.change.ImportMode;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PlanBuilder;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.change.SharedMailboxes;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ProofReader;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans the change-over of a domain: retirement and import as one change. Where the index is the vendor's, the
/// change does what the vendor's procedure has done by hand before the import, and no more.
///
/// Whoever leaves goes first, then mailboxes that nobody owns and a newcomer would inherit, then come the accounts
/// of the file, and last the index, which is written once.
public final class YearEnd {

    /// The kind of the change, by which it is found again.
    public static final String KIND = "year-end";

    private final MailStore store;
    private final DomainName domain;
    private final Wish wish;
    private final Instant now;
    private final Progress progress;

    public YearEnd(MailStore store, DomainName domain, Wish wish, Instant now, Progress progress) {
        this.store = store;
        this.domain = domain;
        this.wish = wish;
        this.now = now;
        this.progress = progress;
    }

    /// A plan with the change that it tells of.
    public record Ready(PlannedYearEnd plan, ChangePlan change) {}

    /// What would be done. No password is hashed for it.
    public PlannedYearEnd plan(ImportText text) throws IOException {
        return new Draft(text, PasswordScheme.PLAIN).plan();
    }

    /// What is to be done, ready to be made: `shown` is the plan that somebody has agreed to.
    ///
    /// @throws RefusedException where that is not what would be done now, or where something stands in the way
    public Ready ready(ImportText text, PlanFile.Saved shown) throws IOException {
        Draft draft = new Draft(text, wish.scheme());
        PlannedYearEnd plan = same(draft, shown);
        return new Ready(plan, draft.change(plan));
    }

    /// The plan that somebody has agreed to, still to be made; no password is hashed for it.
    ///
    /// @throws RefusedException as [#ready] does
    public PlannedYearEnd same(ImportText text, PlanFile.Saved shown) throws IOException {
        return same(new Draft(text, PasswordScheme.PLAIN), shown);
    }

    private PlannedYearEnd same(Draft draft, PlanFile.Saved shown) throws IOException {
        PlannedYearEnd plan = draft.plan();
        shown.requireSame(plan.digests());
        if (plan.blocks() > 0) {
            throw new RefusedException(new Refusal.PlanBlocked(plan.file(), plan.blocks()));
        }
        return plan;
    }

    /// One run over the file and the store.
    private final class Draft {

        private final ImportText text;
        private final PasswordScheme scheme;
        private final AccountIndex index;
        private final boolean vendorManaged;
        private final Mailboxes mailboxes;
        private final PlanBuilder plan = new PlanBuilder(store.paths());
        private final List<Trap> traps = new ArrayList<>();
        private final List<Fate> fates = new ArrayList<>();
        private final Map<String, String> renamed = new HashMap<>();
        private final Set<String> gone = new HashSet<>();
        private final Set<AccountName> unusable = new HashSet<>();
        private final Map<AccountName, String> putAside = new HashMap<>();
        private List<Retired> retired = List.of();
        private List<AccountName> leavers = List.of();
        private List<AccountEntry> written = List.of();

        Draft(ImportText text, PasswordScheme scheme) throws IOException {
            this.text = text;
            this.scheme = scheme;
            this.mailboxes = store.mailboxes(domain);
            switch (AccountIndex.read(store.paths().accountIndex(domain), domain)) {
                case AccountIndex.Found.Own(AccountIndex own) -> {
                    this.index = own;
                    this.vendorManaged = false;
                }
                case AccountIndex.Found.Vendors _, AccountIndex.Found.Absent _ -> {
                    this.index = VendorAccounts.read(mailboxes, domain, text, store.edition());
                    this.vendorManaged = true;
                }
            }
        }

        PlannedYearEnd plan() throws IOException {
            if (!text.badLines().isEmpty()) {
                traps.add(new Trap.BadLines(text.badLines().size(), wish.skipBad()));
            }
            List<AccountName> kept = text.kept();
            if (vendorManaged && !kept.isEmpty()) {
                traps.add(new Trap.PasswordsFromApopDat(kept.size(), kept.getFirst()));
            }
            leave();
            Retirement aside = new Retirement(store, domain, now, Progress.NONE);
            List<AccountName> staying = new ArrayList<>();
            for (ImportedAccount given : text.accounts()) {
                if (usable(given.name())) {
                    staying.add(given.name());
                }
            }
            find(staying, aside);
            join();
            fates.sort(Comparator.comparing(Fate::name));
            TrapFinder finder = new TrapFinder(store, domain, wish, index, progress);
            traps.addAll(finder.find(text, fates, leavers));
            traps.sort(Comparator.comparing(trap -> !trap.blocks()));
            return new PlannedYearEnd(
                    domain,
                    vendorManaged,
                    text.file(),
                    text.encoding(),
                    wish,
                    now,
                    fates,
                    traps,
                    text.badLines(),
                    Totals.of(index.size(), fates),
                    Digests.of(text.file(), store.paths().accountIndex(domain), fates));
        }

        ChangePlan change(PlannedYearEnd shown) throws IOException {
            if (vendorManaged) {
                return vendorChange(shown);
            }
            if (!leavers.isEmpty() || !written.isEmpty()) {
                if (!retired.isEmpty()) {
                    Retirement retirement = new Retirement(store, domain, now, progress);
                    plan.putRetired(retirement.retiredAccounts().with(retired));
                }
                plan.putIndex(index.without(leavers).with(written));
                ProofReader proofs = new ProofReader(store.paths(), progress);
                plan.prove(proofs.mailboxes(mailboxes.directory(), renamed, gone));
                plan.attach(AccountList.NAME, new AccountList(shown)::writeTo);
            }
            return plan.plan(KIND, domain + " " + text.file().getFileName());
        }

        /// Folders are renamed, the index is put aside, and of `apop.dat` a copy is kept, which the vendor's import
        /// overwrites. Nothing else is written: the accounts are for the vendor's program.
        private ChangePlan vendorChange(PlannedYearEnd shown) throws IOException {
            PlanBuilder vendors = new PlanBuilder(store.paths());
            if (wish.leavers() == Wish.Leavers.RETIRE) {
                new Retirement(store, domain, now, progress).into(vendors, leavers, index, mailboxes, (_, _) -> {});
            } else if (wish.leavers() == Wish.Leavers.REMOVE) {
                for (String directory : gone) {
                    vendors.remove(mailboxes.directory().resolve(directory));
                }
            }
            new KeptPasswords(store, domain).keep(vendors, mailboxes, text);
            Path file = store.paths().accountIndex(domain);
            if (StorePaths.taken(file)) {
                vendors.move(file, PlanBuilder.freeName(file.resolveSibling("~" + file.getFileName()), day()));
            }
            ProofReader proofs = new ProofReader(store.paths(), progress);
            vendors.prove(proofs.mailboxes(mailboxes.directory(), renamed, gone));
            vendors.attach(AccountList.NAME, new AccountList(shown)::writeTo);
            return vendors.plan(KIND, domain + " " + text.file().getFileName());
        }

        private String day() {
            return DateTimeFormatter.BASIC_ISO_DATE.format(
                    now.atZone(ZoneOffset.UTC).toLocalDate());
        }

        /// Those who are not in the file.
        private void leave() throws IOException {
            Set<AccountName> given = new HashSet<>();
            text.accounts().forEach(account -> given.add(account.name()));
            List<AccountName> missing = index.entries().stream()
                    .map(AccountEntry::name)
                    .filter(name -> !given.contains(name))
                    .toList();
            if (wish.leavers() == Wish.Leavers.KEEP) {
                missing.forEach(name -> fates.add(new Fate.Remains(name)));
                return;
            }
            List<AccountName> movable = new ArrayList<>();
            for (AccountName name : missing) {
                if (usable(name)) {
                    movable.add(name);
                }
            }
            leavers = missing;
            SharedMailboxes shared = SharedMailboxes.read(store, domain);
            for (AccountName name : movable) {
                List<DomainName> others = shared.of(name);
                if (!others.isEmpty() && mailboxes.find(name).isPresent()) {
                    traps.add(new Trap.SharedMailbox(name, others));
                }
            }
            if (wish.leavers() == Wish.Leavers.RETIRE) {
                Retirement retirement = new Retirement(store, domain, now, progress);
                retired = retirement.into(
                        plan, movable, index, mailboxes, (root, aside) -> renamed.put(name(root), name(aside)));
                retired.forEach(one -> fates.add(new Fate.Leaves(one.entry().name(), one.directory())));
            } else {
                remove(movable, shared);
            }
        }

        private void remove(List<AccountName> names, SharedMailboxes shared) throws IOException {
            for (AccountName name : names) {
                Optional<Mailbox> mailbox = mailboxes.find(name);
                String directory = "";
                if (mailbox.isPresent() && shared.of(name).isEmpty()) {
                    plan.remove(mailbox.get().root());
                    directory = name(mailbox.get().root());
                    gone.add(directory);
                }
                fates.add(new Fate.IsRemoved(name, directory));
            }
        }

        /// Mailboxes that nobody owns and that bear newcomers' names.
        private void find(List<AccountName> names, Retirement aside) throws IOException {
            for (AccountName name : names) {
                Optional<Mailbox> mailbox = mailboxes.find(name);
                if (mailbox.isEmpty() || index.find(name).isPresent()) {
                    continue;
                }
                boolean moves = wish.foundFolders() == Wish.FoundFolders.PUT_ASIDE;
                traps.add(FoundFolders.look(name, mailbox.get(), store.work(), moves));
                if (moves) {
                    Path root = mailbox.get().root();
                    String newName = name(aside.putAside(plan, root));
                    renamed.put(name(root), newName);
                    putAside.put(name, newName);
                }
            }
        }

        /// Those of the file.
        private void join() throws IOException {
            ImportMode mode = wish.stayers() == Wish.Stayers.APPLY ? ImportMode.UPDATE : ImportMode.ADD;
            AccountImport.Options options = new AccountImport.Options(mode, false, scheme, "");
            List<ImportedAccount> accounts = text.accounts().stream()
                    .filter(account -> !unusable.contains(account.name()))
                    .toList();
            AccountImport.Part part = new AccountImport(store, domain, options, progress)
                    .into(plan, accounts, index, mailboxes, putAside.keySet());
            written = part.written();
            for (int i = 0; i < accounts.size(); i++) {
                fates.add(fate(part.outcomes().get(i), accounts.get(i)));
            }
            if (part.otherDomains() > 0) {
                traps.add(new Trap.OtherDomains(part.otherDomains()));
            }
            if (part.withoutApopDat() > 0) {
                traps.add(new Trap.WithoutApopDat(part.withoutApopDat()));
            }
        }

        private Fate fate(Outcome outcome, ImportedAccount given) throws RefusedException {
            return switch (outcome) {
                case Outcome.Created(AccountName name) -> new Fate.Joins(name, putAside.getOrDefault(name, ""));
                case Outcome.CreatedOverMailbox(AccountName name) ->
                    new Fate.Inherits(name, name(mailboxes.rootOf(name)));
                case Outcome.Skipped(AccountName name) -> new Fate.LeftAsIs(name);
                case Outcome.Unchanged(AccountName name) -> new Fate.Stays(name);
                case Outcome.Changed changed ->
                    new Fate.Changes(
                            changed.name(),
                            ColumnChange.between(
                                    changed.columns(),
                                    index.find(changed.name()).orElseThrow(),
                                    given));
            };
        }

        /// Whether it can be told which mailbox is the account's.
        private boolean usable(AccountName name) {
            try {
                mailboxes.find(name);
                return true;
            } catch (RefusedException e) {
                traps.add(new Trap.UnusableMailbox(name, e.refusal()));
                unusable.add(name);
                return false;
            }
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
