package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.GivenPassword;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PlanBuilder;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks after a change-over whether the store is what the file says: `apop.dat`, `size.ctl` and folders, and the
/// accounts where the index is ours.
public final class Verification {

    private final MailStore store;
    private final DomainName domain;

    public Verification(MailStore store, DomainName domain) {
        this.store = store;
        this.domain = domain;
    }

    /// What is not as the file says.
    public enum Deviation {
        /// The line is no account.
        NO_ACCOUNT,
        /// SMTP-AUTH or APOP is on, and there is no `apop.dat` though a mailbox.
        NO_PASSWORD_FILE,
        /// SMTP-AUTH and APOP are off, and `apop.dat` is there, which switches them on.
        PASSWORD_FILE_LEFT,
        OTHER_PASSWORD,
        /// The vendor's "Encode" setting: nobody can compare it.
        OBFUSCATED_PASSWORD,
        OTHER_SIZE,
        /// There is a mailbox and no line.
        FOLDER_WITHOUT_LINE,
        /// Not to be told, or not to be read: twins, links.
        UNREADABLE
    }

    public record Found(AccountName account, Deviation deviation) {}

    /// By name.
    public List<Found> compare(ImportText text) throws IOException {
        Mailboxes mailboxes = store.mailboxes(domain);
        Optional<AccountIndex> index = AccountIndex.read(store.paths().accountIndex(domain), domain)
                        instanceof AccountIndex.Found.Own(AccountIndex own)
                ? Optional.of(own)
                : Optional.empty();
        List<Found> found = new ArrayList<>();
        Set<AccountName> given = new HashSet<>();
        for (ImportedAccount account : text.accounts()) {
            given.add(account.name());
            if (index.isPresent() && index.get().find(account.name()).isEmpty()) {
                found.add(new Found(account.name(), Deviation.NO_ACCOUNT));
            }
            try {
                Optional<Mailbox> mailbox = mailboxes.find(account.name());
                if (mailbox.isPresent()) {
                    compare(account, mailbox.get().root(), index.isPresent(), found);
                }
            } catch (FileSystemException | RefusedException _) {
                found.add(new Found(account.name(), Deviation.UNREADABLE));
            }
        }
        // Where the index is ours, a folder that nobody owns is for `store inspect` to tell.
        for (Mailbox mailbox : index.isPresent() ? List.<Mailbox>of() : mailboxes.present()) {
            AccountName.parse(mailbox.root().getFileName().toString())
                    .filter(name -> !given.contains(name))
                    .ifPresent(name -> found.add(new Found(name, Deviation.FOLDER_WITHOUT_LINE)));
        }
        found.sort((one, other) -> one.account().compareTo(other.account()));
        return found;
    }

    private void compare(ImportedAccount account, Path root, boolean own, List<Found> found) throws IOException {
        boolean wanted = account.smtpAuth() || account.apop();
        // What is kept may be another in `apop.dat` than in the index.
        boolean kept = own && account.password() instanceof GivenPassword.Kept;
        Optional<Deviation> password = switch (ApopDat.readFile(
                ControlFileName.in(root, ApopDat.NAME, store.edition()))) {
            case ApopDat.Content.Missing _ -> wanted ? Optional.of(Deviation.NO_PASSWORD_FILE) : Optional.empty();
            case ApopDat.Content.Obfuscated _ ->
                wanted && kept
                        ? Optional.empty()
                        : Optional.of(wanted ? Deviation.OBFUSCATED_PASSWORD : Deviation.PASSWORD_FILE_LEFT);
            case ApopDat.Content.Clear(String clear) -> {
                if (!wanted) {
                    yield Optional.of(Deviation.PASSWORD_FILE_LEFT);
                }
                yield account.password()
                                .clear()
                                .filter(given -> !kept && !given.equals(clear))
                                .isPresent()
                        ? Optional.of(Deviation.OTHER_PASSWORD)
                        : Optional.empty();
            }
        };
        password.ifPresent(deviation -> found.add(new Found(account.name(), deviation)));
        long size = SizeCtl.readFile(ControlFileName.in(root, SizeCtl.NAME, store.edition()))
                .orElse(0L);
        if (size != account.sizeLimit()) {
            found.add(new Found(account.name(), Deviation.OTHER_SIZE));
        }
    }

    /// Whose `apop.dat` comes back as it was before the vendor's import, and the change that does it.
    public record PutBack(List<AccountName> accounts, ChangePlan change) {
        public PutBack {
            accounts = List.copyOf(accounts);
        }
    }

    /// Whether copies of `apop.dat` from before the vendor's import lie there.
    public boolean kept() {
        return new KeptPasswords(store, domain).any();
    }

    public PutBack putBack() throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        List<AccountName> accounts = new KeptPasswords(store, domain).putBack(plan, store.mailboxes(domain));
        return new PutBack(accounts, plan.plan("put-back", domain.text()));
    }

    /// Nothing comes back.
    public PutBack nothing() {
        return new PutBack(List.of(), new PlanBuilder(store.paths()).plan("put-back", domain.text()));
    }
}
