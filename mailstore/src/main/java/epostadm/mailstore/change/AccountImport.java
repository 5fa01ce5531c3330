package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.GivenPassword;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Plans the import of an account text into a domain. docs/store-format.md, "Import text".
public final class AccountImport {

    private final MailStore store;
    private final DomainName domain;
    private final Options options;
    private final Progress progress;

    public AccountImport(MailStore store, DomainName domain, Options options, Progress progress) {
        this.store = store;
        this.domain = domain;
        this.options = options;
        this.progress = progress;
    }

    /// @param createFolders whether every new account gets its mailbox at once, not only those with a control file
    /// @param scheme how new passwords are stored
    /// @param today eight digits, for the name of an index that is put aside where `~` alone is taken
    public record Options(ImportMode mode, boolean createFolders, PasswordScheme scheme, String today) {}

    /// What happens to one account of the file.
    public sealed interface Outcome {

        AccountName name();

        record Created(AccountName name) implements Outcome {}

        /// New, under the directory of an earlier account of that name: it takes over mail, forwarding and filters.
        record CreatedOverMailbox(AccountName name) implements Outcome {}

        /// There already, and left as it is.
        record Skipped(AccountName name) implements Outcome {}

        record Unchanged(AccountName name) implements Outcome {}

        record Changed(AccountName name, Set<Column> columns) implements Outcome {
            public Changed {
                columns = Set.copyOf(columns);
            }
        }
    }

    /// @param vanished accounts that the store has and the file, which replaces them, has not
    /// @param otherDomains accounts of the file whose Domain column names another domain, which is ignored
    /// @param withoutApopDat accounts whose `apop.dat` cannot be written, since the file has only a hash
    public record Plan(
            ImportText text,
            List<Outcome> outcomes,
            List<AccountName> vanished,
            long otherDomains,
            long withoutApopDat,
            ChangePlan change) {

        public Plan {
            outcomes = List.copyOf(outcomes);
            vanished = List.copyOf(vanished);
        }
    }

    /// What import does as a part of a greater change, which writes the index.
    ///
    /// @param written the lines that the index is to have in place of those of the same names
    public record Part(
            List<Outcome> outcomes,
            List<AccountEntry> written,
            List<AccountName> vanished,
            long otherDomains,
            long withoutApopDat) {

        public Part {
            outcomes = List.copyOf(outcomes);
            written = List.copyOf(written);
            vanished = List.copyOf(vanished);
        }
    }

    public Plan plan(ImportText text) throws IOException {
        AccountIndex index = store.accounts(domain);
        PlanBuilder plan = new PlanBuilder(store.paths());
        Part part = into(plan, text.accounts(), index, store.mailboxes(domain), Set.of());
        planIndex(plan, index, part.vanished(), part.written());
        String subject = domain + " " + text.file().getFileName();
        return new Plan(
                text,
                part.outcomes(),
                part.vanished(),
                part.otherDomains(),
                part.withoutApopDat(),
                plan.plan("import", subject));
    }

    /// Adds to `plan` what import does in mailboxes.
    ///
    /// @param vacated accounts whose mailboxes an earlier step of the plan takes away
    public Part into(
            PlanBuilder plan,
            List<ImportedAccount> accounts,
            AccountIndex index,
            Mailboxes mailboxes,
            Set<AccountName> vacated)
            throws IOException {
        List<Decision> decisions = decide(accounts, index);
        List<Outcome> outcomes = new ArrayList<>(decisions.size());
        List<AccountEntry> written = new ArrayList<>();
        long withoutApopDat = 0;
        for (Decision decision : decisions) {
            AccountName name = decision.entry().name();
            boolean vacant = vacated.contains(name);
            Optional<Mailbox> mailbox = vacant ? Optional.empty() : mailboxes.find(name);
            outcomes.add(decision.outcome(mailbox.isPresent()));
            if (decision.writes()) {
                written.add(decision.entry());
                Path root = vacant ? mailboxes.directory().resolve(name.text()) : mailboxes.rootOf(name);
                boolean stays = stays(decision, mailbox);
                planMailbox(plan, root, mailbox, decision, stays ? Optional.empty() : decision.clear());
                withoutApopDat += decision.lacksClearPassword() && !stays ? 1 : 0;
            }
        }
        long otherDomains = accounts.stream()
                .filter(account -> !account.domain().equalsIgnoreCase(domain.text()))
                .count();
        return new Part(outcomes, written, vanished(index, accounts), otherDomains, withoutApopDat);
    }

    /// One account of the file: what the store has under its name, in what they differ, and what the store will
    /// have.
    private record Decision(
            ImportedAccount given,
            Optional<AccountEntry> present,
            Set<Column> changes,
            AccountEntry entry,
            boolean skipped) {

        boolean writes() {
            return !skipped && (present.isEmpty() || !changes.isEmpty());
        }

        /// The clear password, where `apop.dat` must follow it.
        Optional<String> clear() {
            return follows() ? given.password().clear() : Optional.empty();
        }

        boolean lacksClearPassword() {
            return (entry.smtpAuth() || entry.apop()) && follows() && clear().isEmpty();
        }

        /// Whether something changes that `apop.dat` depends on.
        private boolean follows() {
            return present.isEmpty()
                    || changes.contains(Column.PASS)
                    || changes.contains(Column.APOP)
                    || changes.contains(Column.SMTP_AUTH);
        }

        Outcome outcome(boolean overMailbox) {
            AccountName name = entry.name();
            if (present.isEmpty()) {
                return overMailbox ? new Outcome.CreatedOverMailbox(name) : new Outcome.Created(name);
            }
            if (skipped) {
                return new Outcome.Skipped(name);
            }
            return changes.isEmpty() ? new Outcome.Unchanged(name) : new Outcome.Changed(name, changes);
        }
    }

    /// Compares and hashes on all cores: a password hash costs more than all the rest.
    private List<Decision> decide(List<ImportedAccount> accounts, AccountIndex index) {
        SecureRandom random = new SecureRandom();
        progress.start(Progress.Phase.HASHING_PASSWORDS, accounts.size());
        Decision[] decisions = new Decision[accounts.size()];
        IntStream.range(0, decisions.length).parallel().forEach(i -> {
            decisions[i] = decide(accounts.get(i), index, random);
            progress.step(1);
        });
        progress.finish();
        return Arrays.asList(decisions);
    }

    private Decision decide(ImportedAccount given, AccountIndex index, SecureRandom random) {
        Optional<AccountEntry> present = index.find(given.name());
        if (present.isEmpty()) {
            return new Decision(given, present, Set.of(), given.entry(stored(given.password(), random)), false);
        }
        if (options.mode() == ImportMode.ADD) {
            return new Decision(given, present, Set.of(), present.get(), true);
        }
        Set<Column> changes = ColumnChanges.between(present.get(), given);
        Password password = changes.contains(Column.PASS)
                ? stored(given.password(), random)
                : present.get().password();
        AccountEntry entry = given.entry(password).withState(present.get().state());
        return new Decision(given, present, changes, entry, false);
    }

    private Password stored(GivenPassword given, SecureRandom random) {
        return given.stored(clear -> options.scheme().hash(clear, random));
    }

    /// Whether the mailbox has an `apop.dat` whose password is to be kept, which may be another than the account's.
    private boolean stays(Decision decision, Optional<Mailbox> mailbox) throws IOException {
        return decision.given().password() instanceof GivenPassword.Kept
                && mailbox.isPresent()
                && new ControlFiles(store.edition()).hasApopDat(mailbox.get().root());
    }

    private void planMailbox(
            PlanBuilder plan, Path root, Optional<Mailbox> mailbox, Decision decision, Optional<String> clear)
            throws IOException {
        ControlFiles files = new ControlFiles(store.edition());
        if (mailbox.isPresent()) {
            files.update(plan, mailbox.get().root(), decision.entry(), clear);
        } else if (options.createFolders() || ControlFiles.needsMailbox(decision.entry())) {
            plan.putDirectory(root, files.ofNewMailbox(decision.entry(), clear));
        }
    }

    private List<AccountName> vanished(AccountIndex index, List<ImportedAccount> accounts) {
        if (options.mode() != ImportMode.REPLACE) {
            return List.of();
        }
        Set<AccountName> given = new HashSet<>();
        accounts.forEach(account -> given.add(account.name()));
        return index.entries().stream()
                .map(AccountEntry::name)
                .filter(name -> !given.contains(name))
                .toList();
    }

    private void planIndex(PlanBuilder plan, AccountIndex index, List<AccountName> vanished, List<AccountEntry> written)
            throws IOException {
        if (vanished.isEmpty() && written.isEmpty()) {
            return;
        }
        if (options.mode() == ImportMode.REPLACE) {
            StorePaths paths = store.paths();
            Path aside = paths.accountData().resolve("~" + domain + ".idx");
            plan.putCopy(PlanBuilder.freeName(aside, options.today()), paths.accountIndex(domain));
        }
        plan.putIndex(index.without(vanished).with(written));
    }
}
