package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be known of the vendor's accounts without the vendor's index: an account for each mailbox, with what
/// its `apop.dat` and `size.ctl` say, and for all else what the file says, since import rewrites nothing but these
/// two. An account that never had mail is not seen. docs/store-format.md, "Import text".
final class VendorAccounts {

    private VendorAccounts() {}

    static AccountIndex read(Mailboxes mailboxes, DomainName domain, ImportText text, Edition edition)
            throws IOException {
        Map<AccountName, ImportedAccount> given = new HashMap<>();
        text.accounts().forEach(account -> given.put(account.name(), account));
        List<AccountEntry> entries = new ArrayList<>();
        for (Mailbox mailbox : mailboxes.present()) {
            Optional<AccountName> name =
                    AccountName.parse(mailbox.root().getFileName().toString());
            if (name.isPresent()) {
                entries.add(entry(name.get(), mailbox.root(), Optional.ofNullable(given.get(name.get())), edition));
            }
        }
        return AccountIndex.of(domain, entries);
    }

    private static AccountEntry entry(AccountName name, Path root, Optional<ImportedAccount> given, Edition edition)
            throws IOException {
        Optional<String> clear = Optional.empty();
        boolean there = false;
        long size = 0;
        try {
            switch (ApopDat.readFile(ControlFileName.in(root, ApopDat.NAME, edition))) {
                case ApopDat.Content.Missing _ -> {}
                case ApopDat.Content.Obfuscated _ -> there = true;
                case ApopDat.Content.Clear(String password) -> {
                    there = true;
                    clear = Optional.of(password)
                            .filter(text -> Password.flaw(text).isEmpty());
                }
            }
            size = SizeCtl.readFile(ControlFileName.in(root, SizeCtl.NAME, edition))
                    .orElse(0L);
        } catch (FileSystemException | RefusedException _) {
            // A symbolic link, or not ours to read: the import will say so.
        }
        Password password = clear.map(text -> new Password("PLAIN", text))
                .or(() -> given.map(account -> account.password().stored(text -> new Password("PLAIN", text))))
                .orElse(new Password("PLAIN", "?"));
        boolean apop = given.isPresent() && !there
                ? false
                : given.map(ImportedAccount::apop).orElse(there);
        boolean smtpAuth = given.isPresent() && !there
                ? false
                : given.map(ImportedAccount::smtpAuth).orElse(there);
        return new AccountEntry(
                name,
                password,
                given.map(ImportedAccount::fullName).orElse(""),
                given.map(ImportedAccount::home).orElse(""),
                smtpAuth,
                apop,
                size,
                given.map(ImportedAccount::pop3).orElse(true),
                given.map(ImportedAccount::imap4).orElse(true),
                AccountState.ACTIVE);
    }
}
