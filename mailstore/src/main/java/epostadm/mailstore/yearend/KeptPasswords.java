package epostadm.mailstore.yearend;

import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.PlanBuilder;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Copies of `apop.dat` from before the vendor's import, which rewrites it: obfuscated ones, which nobody can make
/// anew, and SMTP passwords that are not those of the accounts. For their owner alone, as the store's own are.
final class KeptPasswords {

    private static final int LONGEST = 4096;

    private final MailStore store;
    private final Path directory;

    KeptPasswords(MailStore store, DomainName domain) {
        this.store = store;
        this.directory = store.paths().ours().resolve("apop-kept").resolve(domain.text());
    }

    boolean any() {
        return Files.isDirectory(directory);
    }

    /// The copy of the account's file, where there is one.
    Optional<Path> of(AccountName name) {
        return Optional.of(directory.resolve(name.key())).filter(StorePaths::taken);
    }

    /// Adds to `plan` that the stayers' files are kept, in place of those of the year before.
    void keep(PlanBuilder plan, Mailboxes mailboxes, ImportText text) throws IOException {
        List<PlannedStep.NamedContent> kept = new ArrayList<>();
        for (ImportedAccount given : text.accounts()) {
            Optional<Mailbox> mailbox = mailboxes.find(given.name());
            if (mailbox.isEmpty()) {
                continue;
            }
            Path file = ControlFileName.in(mailbox.get().root(), ApopDat.NAME, store.edition());
            if (StorePaths.taken(file)) {
                byte[] bytes = RegularFile.read(file, LONGEST);
                kept.add(new PlannedStep.NamedContent(given.name().key(), out -> out.write(bytes)));
            }
        }
        if (StorePaths.taken(directory)) {
            plan.remove(directory);
        }
        if (!kept.isEmpty()) {
            plan.putDirectory(directory, kept);
        }
    }

    /// Adds to `plan` that the kept files come back where they are other than those that lie there now.
    ///
    /// @return whose come back
    List<AccountName> putBack(PlanBuilder plan, Mailboxes mailboxes) throws IOException {
        List<AccountName> back = new ArrayList<>();
        if (!any()) {
            return back;
        }
        for (String key : FolderListing.names(directory).stream().sorted().toList()) {
            Optional<AccountName> name = AccountName.parse(key);
            Optional<Mailbox> mailbox = name.isEmpty() ? Optional.empty() : mailboxes.find(name.get());
            if (mailbox.isEmpty()) {
                continue;
            }
            byte[] kept = RegularFile.read(directory.resolve(key), LONGEST);
            Path file = ControlFileName.in(mailbox.get().root(), ApopDat.NAME, store.edition());
            boolean same = StorePaths.taken(file) && Arrays.equals(kept, RegularFile.read(file, LONGEST));
            if (!same) {
                plan.putFile(file, out -> out.write(kept));
                back.add(name.get());
            }
        }
        return back;
    }
}
