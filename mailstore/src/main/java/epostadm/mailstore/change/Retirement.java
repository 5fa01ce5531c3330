package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.RetiredAccounts;
import epostadm.mailstore.account.RetiredAccounts.Retired;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans the retirement of accounts and their return: the mailbox is put aside under a name with `~` in front, as
/// the vendor's change-over has it, and the account's line is kept. docs/store-format.md, "Year-end change-over".
public final class Retirement {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final MailStore store;
    private final DomainName domain;
    private final Instant now;
    private final Progress progress;

    public Retirement(MailStore store, DomainName domain, Instant now, Progress progress) {
        this.store = store;
        this.domain = domain;
        this.now = now;
        this.progress = progress;
    }

    /// What leads to an account: aliases, and the addresses of mailboxes that forward their mail to it.
    public record Pointers(List<Alias> aliases, List<String> forwards) {

        /// Nothing does.
        public static final Pointers NONE = new Pointers(List.of(), List.of());

        public Pointers {
            aliases = List.copyOf(aliases);
            forwards = List.copyOf(forwards);
        }
    }

    /// @param putAside the retired accounts and their mailboxes' new names
    /// @param pointers what still leads to a retired account; those that nothing leads to are not in it
    public record Plan(List<Retired> putAside, Map<AccountName, Pointers> pointers, ChangePlan change) {
        public Plan {
            putAside = List.copyOf(putAside);
            pointers = Map.copyOf(pointers);
        }

        /// What still leads to the account.
        public Pointers pointersTo(AccountName name) {
            return pointers.getOrDefault(name, Pointers.NONE);
        }
    }

    /// A mailbox that an account of another domain shares stays where it is.
    ///
    /// @throws RefusedException where one of the names is no account; then none is retired
    public Plan retire(List<AccountName> names) throws IOException {
        AccountIndex index = store.accounts(domain);
        ProofReader proofs = new ProofReader(store.paths(), Progress.NONE);
        PlanBuilder plan = new PlanBuilder(store.paths());
        List<Retired> retired = into(
                plan,
                names,
                index,
                store.mailboxes(domain),
                (root, aside) -> plan.prove(proofs.tree(root, store.paths().relative(aside))));
        List<AccountName> gone = retired.stream().map(one -> one.entry().name()).toList();
        if (!gone.isEmpty()) {
            plan.putRetired(retiredAccounts().with(retired));
            plan.putIndex(index.without(gone));
        }
        return new Plan(retired, pointersTo(gone), plan.plan("retire", subject(gone)));
    }

    /// Told of each mailbox that is put aside: where it is, and where it will be.
    @FunctionalInterface
    public interface Movement {
        void take(Path root, Path aside) throws IOException;
    }

    /// Adds to `plan` that the accounts' mailboxes are put aside; index and list of the retired are for the caller.
    public List<Retired> into(
            PlanBuilder plan, List<AccountName> names, AccountIndex index, Mailboxes mailboxes, Movement movement)
            throws IOException {
        SharedMailboxes shared = SharedMailboxes.read(store, domain);
        List<Retired> retired = new ArrayList<>();
        progress.start(Progress.Phase.READING_ACCOUNTS, names.size());
        for (AccountName name : new LinkedHashSet<>(names)) {
            AccountEntry entry = index.find(name)
                    .orElseThrow(
                            () -> new RefusedException(new Refusal.UnknownAccount(name, domain, index.similar(name))));
            Optional<Mailbox> mailbox = mailboxes.find(name);
            String directory = "";
            if (mailbox.isPresent() && shared.of(name).isEmpty()) {
                Path root = mailbox.get().root();
                Path aside = putAside(plan, root);
                movement.take(root, aside);
                directory = aside.getFileName().toString();
            }
            retired.add(new Retired(directory, now, entry));
            progress.step(1);
        }
        progress.finish();
        return retired;
    }

    /// Adds to `plan` that a mailbox gets a name with `~` in front, which is returned.
    public Path putAside(PlanBuilder plan, Path root) throws IOException {
        Path aside = PlanBuilder.freeName(root.resolveSibling("~" + root.getFileName()), DAY.format(now));
        plan.move(root, aside);
        return aside;
    }

    /// A change in which nobody is retired.
    public ChangePlan none() {
        return new PlanBuilder(store.paths()).plan("retire", domain.text());
    }

    /// The accounts come back with their mailboxes, under names that must be free.
    public Plan restore(List<AccountName> names) throws IOException {
        AccountIndex index = store.accounts(domain);
        Mailboxes mailboxes = store.mailboxes(domain);
        RetiredAccounts retired = retiredAccounts();
        PlanBuilder plan = new PlanBuilder(store.paths());
        List<Retired> back = new ArrayList<>();
        for (AccountName name : new LinkedHashSet<>(names)) {
            Retired one =
                    retired.latest(name).orElseThrow(() -> new RefusedException(new Refusal.NotRetired(name, domain)));
            if (index.find(name).isPresent()) {
                throw new RefusedException(new Refusal.AccountExists(name, domain));
            }
            if (!one.directory().isEmpty()) {
                restoreMailbox(plan, mailboxes, one);
            }
            back.add(one);
        }
        if (!back.isEmpty()) {
            plan.putRetired(retired.without(back));
            plan.putIndex(index.with(back.stream().map(Retired::entry).toList()));
        }
        List<AccountName> restored =
                back.stream().map(one -> one.entry().name()).toList();
        return new Plan(back, Map.of(), plan.plan("restore", subject(restored)));
    }

    private void restoreMailbox(PlanBuilder plan, Mailboxes mailboxes, Retired one) throws IOException {
        Path aside = mailboxes.directory().resolve(one.directory());
        Path root = mailboxes.directory().resolve(one.formerDirectory());
        if (mailboxes.taken(one.formerDirectory())) {
            throw new RefusedException(new Refusal.NameTaken(root));
        }
        if (Files.isSymbolicLink(aside)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(aside));
        }
        if (!Files.isDirectory(aside)) {
            throw new RefusedException(new Refusal.NotRetired(one.entry().name(), domain));
        }
        plan.move(aside, root);
    }

    /// What of the mailboxes that were put aside has been so since before `limit`, with its size.
    public List<PutAside> putAsideBefore(Instant limit) throws IOException {
        Mailboxes mailboxes = store.mailboxes(domain);
        RetiredAccounts retired = retiredAccounts();
        List<PutAside> old = new ArrayList<>();
        for (String name : mailboxes.putAside()) {
            Path directory = mailboxes.directory().resolve(name);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Instant since = retired.ofDirectory(name).map(Retired::since).orElse(PutAside.since(directory));
            if (since.isBefore(limit)) {
                old.add(new PutAside(name, directory, since, new Mailbox(directory, store.edition()).use()));
            }
        }
        return old;
    }

    /// The mailboxes go into quarantine, and the accounts' lines with them.
    public ChangePlan purge(List<PutAside> directories) throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        RetiredAccounts retired = retiredAccounts();
        List<Retired> forgotten = new ArrayList<>();
        for (PutAside one : directories) {
            plan.remove(one.directory());
            retired.ofDirectory(one.name()).ifPresent(forgotten::add);
        }
        if (!forgotten.isEmpty()) {
            plan.putRetired(retired.without(forgotten));
        }
        return plan.plan("purge", domain + " " + directories.size());
    }

    /// Those who are retired now.
    public RetiredAccounts retiredAccounts() throws IOException {
        return RetiredAccounts.read(store.paths().retired(domain), domain);
    }

    private Map<AccountName, Pointers> pointersTo(List<AccountName> names) throws IOException {
        Map<AccountName, Pointers> found = new HashMap<>();
        Aliases aliases = StorePaths.taken(store.paths().aliases())
                ? Aliases.read(store.paths().aliases())
                : Aliases.empty();
        Mentions mentions = Mentions.read(store, progress);
        Set<String> leaving = new HashSet<>();
        names.forEach(name -> leaving.add(address(name)));
        for (AccountName name : names) {
            List<String> staying = mentions.forwardingTo(name, domain).stream()
                    .filter(source -> !leaving.contains(source.toLowerCase(Locale.ROOT)))
                    .toList();
            Pointers pointers = new Pointers(aliases.pointingTo(name, domain), staying);
            if (!pointers.equals(Pointers.NONE)) {
                found.put(name, pointers);
            }
        }
        return found;
    }

    private String address(AccountName name) {
        return (name + "@" + domain).toLowerCase(Locale.ROOT);
    }

    private String subject(List<AccountName> names) {
        return names.size() == 1 ? names.getFirst() + "@" + domain : domain + " " + names.size();
    }
}
