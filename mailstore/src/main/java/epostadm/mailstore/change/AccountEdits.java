package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// Plans changes to single accounts of a domain.
public final class AccountEdits {

    private final MailStore store;
    private final DomainName domain;

    public AccountEdits(MailStore store, DomainName domain) {
        this.store = store;
        this.domain = domain;
    }

    /// A new account.
    ///
    /// @param clear its password, where `apop.dat` is to be written
    /// @param createFolder whether its mailbox is made now, though no control file needs it
    public ChangePlan add(AccountEntry entry, Optional<String> clear, boolean createFolder) throws IOException {
        AccountIndex index = store.accounts(domain);
        if (index.find(entry.name()).isPresent()) {
            throw new RefusedException(new Refusal.AccountExists(entry.name(), domain));
        }
        Mailboxes mailboxes = store.mailboxes(domain);
        Optional<Mailbox> mailbox = mailboxes.find(entry.name());
        ControlFiles files = new ControlFiles(store.edition());
        PlanBuilder plan = new PlanBuilder(store.paths());
        if (mailbox.isPresent()) {
            files.update(plan, mailbox.get().root(), entry, clear);
        } else if (createFolder || ControlFiles.needsMailbox(entry)) {
            plan.putDirectory(mailboxes.rootOf(entry.name()), files.ofNewMailbox(entry, clear));
        }
        plan.putIndex(index.with(List.of(entry)));
        return plan.plan("add", address(entry.name()));
    }

    /// A new password, in the index and, where the account has one, in `apop.dat`.
    public ChangePlan password(AccountName name, String clear, PasswordScheme scheme) throws IOException {
        Account account = store.account(name, domain);
        Password password = scheme.hash(clear, new SecureRandom());
        AccountEntry entry = account.entry().withPassword(password);
        PlanBuilder plan = new PlanBuilder(store.paths());
        ControlFiles files = new ControlFiles(store.edition());
        if (account.mailbox().isPresent()) {
            files.update(plan, account.mailbox().get().root(), entry, Optional.of(clear));
        } else if (ControlFiles.needsMailbox(entry)) {
            Path root = store.mailboxes(domain).rootOf(name);
            plan.putDirectory(root, files.ofNewMailbox(entry, Optional.of(clear)));
        }
        plan.putIndex(store.accounts(domain).with(List.of(entry)));
        return plan.plan("passwd", address(account.entry().name()));
    }

    /// Login refused, or allowed again; name, mail and password stay.
    public ChangePlan state(AccountName name, AccountState state) throws IOException {
        Account account = store.account(name, domain);
        if (account.entry().state() == state) {
            throw new RefusedException(
                    new Refusal.NothingToChange(address(account.entry().name())));
        }
        PlanBuilder plan = new PlanBuilder(store.paths());
        plan.putIndex(store.accounts(domain).with(List.of(account.entry().withState(state))));
        String kind = state == AccountState.ACTIVE ? "resume" : "suspend";
        return plan.plan(kind, address(account.entry().name()));
    }

    /// A new name for the account, its mailbox, and where aliases name it.
    public ChangePlan rename(AccountName oldName, AccountName newName) throws IOException {
        AccountIndex index = store.accounts(domain);
        Account account = store.account(oldName, domain);
        if (account.entry().name().text().equals(newName.text())) {
            throw new RefusedException(new Refusal.NothingToChange(address(newName)));
        }
        boolean caseOnly = oldName.equals(newName);
        if (!caseOnly && index.find(newName).isPresent()) {
            throw new RefusedException(new Refusal.AccountExists(newName, domain));
        }
        Mailboxes mailboxes = store.mailboxes(domain);
        Path target = mailboxes.directory().resolve(newName.text());
        if (!caseOnly && mailboxes.taken(newName.text())) {
            throw new RefusedException(new Refusal.NameTaken(target));
        }
        PlanBuilder plan = new PlanBuilder(store.paths());
        if (account.mailbox().isPresent()) {
            moveMailbox(plan, account, target);
        }
        renameAliases(plan, account.entry().name(), newName);
        plan.putIndex(
                index.without(List.of(oldName)).with(List.of(account.entry().withName(newName))));
        return plan.plan("rename", address(account.entry().name()) + " " + newName);
    }

    /// Account and mailbox go, the mailbox into quarantine; one that another domain's account shares stays.
    public ChangePlan remove(AccountName name) throws IOException {
        Account account = store.account(name, domain);
        PlanBuilder plan = new PlanBuilder(store.paths());
        plan.putIndex(store.accounts(domain).without(List.of(name)));
        if (account.mailbox().isPresent()
                && SharedMailboxes.read(store, domain).of(name).isEmpty()) {
            plan.remove(account.mailbox().get().root());
        }
        return plan.plan("remove", address(account.entry().name()));
    }

    /// Nothing is moved where the file system takes both names for one.
    private void moveMailbox(PlanBuilder plan, Account account, Path target) throws IOException {
        Path root = account.mailbox().orElseThrow().root();
        List<DomainName> sharing =
                SharedMailboxes.read(store, domain).of(account.entry().name());
        if (!sharing.isEmpty()) {
            throw new RefusedException(new Refusal.SharedMailbox(account.entry().name(), root, sharing));
        }
        if (!StorePaths.taken(target) || !Files.isSameFile(root, target)) {
            plan.move(root, target);
        }
    }

    private void renameAliases(PlanBuilder plan, AccountName oldName, AccountName newName) throws IOException {
        Path file = store.paths().aliases();
        if (!StorePaths.taken(file)) {
            return;
        }
        Aliases aliases = Aliases.read(file);
        boolean named = aliases.entries().stream()
                .anyMatch(alias -> alias.alias().equalsIgnoreCase(address(oldName))
                        || alias.address().equalsIgnoreCase(address(oldName)));
        if (named) {
            plan.putFile(file, aliases.renamed(oldName, newName, domain)::writeTo);
        }
    }

    private String address(AccountName name) {
        return name + "@" + domain;
    }
}
