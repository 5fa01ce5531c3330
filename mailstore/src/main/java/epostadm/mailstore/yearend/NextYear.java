package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.Reason;
import epostadm.mailstore.account.StarredPasswords;
import epostadm.mailstore.account.StarredPasswords.Meaning;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.Mailboxes;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads next year's list. Stars in it stand for passwords that are kept, where that is asked for: those of the
/// index, or where that is the vendor's those of `apop.dat`, which are the only ones that can be known.
public final class NextYear {

    private final MailStore store;
    private final DomainName domain;
    private final Progress progress;

    public NextYear(MailStore store, DomainName domain, Progress progress) {
        this.store = store;
        this.domain = domain;
        this.progress = progress;
    }

    /// Before the change-over.
    ///
    /// @param encoding the one that the user named, or nothing to find it out
    public ImportText read(Path file, Optional<Charset> encoding, boolean keepPasswords) throws IOException {
        StarredPasswords stars = keepPasswords ? present(false) : StarredPasswords.REFUSED;
        return ImportText.read(file, encoding, store.accountNameLength(), stars, progress);
    }

    /// Before the change-over, as it was read for the plan.
    public ImportText read(PlanFile.Saved plan) throws IOException {
        return read(plan.file(), Optional.of(plan.charset()), plan.wish().keepPasswords());
    }

    /// After the change-over, when the vendor's import may have rewritten `apop.dat`: the copies from before it
    /// count.
    public ImportText readAfterwards(PlanFile.Saved plan) throws IOException {
        StarredPasswords stars = plan.wish().keepPasswords() ? present(true) : StarredPasswords.REFUSED;
        return ImportText.read(plan.file(), Optional.of(plan.charset()), store.accountNameLength(), stars, progress);
    }

    private StarredPasswords present(boolean afterwards) throws IOException {
        Path index = store.paths().accountIndex(domain);
        return AccountIndex.read(index, domain) instanceof AccountIndex.Found.Own(AccountIndex own)
                ? StarredPasswords.kept(own)
                : vendors(afterwards);
    }

    private StarredPasswords vendors(boolean afterwards) throws IOException {
        Mailboxes mailboxes = store.mailboxes(domain);
        KeptPasswords copies = new KeptPasswords(store, domain);
        return name -> {
            Optional<Path> copy = afterwards ? copies.of(name) : Optional.empty();
            return copy.isPresent() ? meaning(copy.get()) : meaning(name, mailboxes);
        };
    }

    /// An account may well be there without a mailbox: the vendor's program alone can tell.
    private Meaning meaning(AccountName name, Mailboxes mailboxes) throws IOException {
        Optional<Mailbox> mailbox;
        try {
            mailbox = mailboxes.find(name);
        } catch (RefusedException _) {
            return new Meaning.Unknown(Reason.STARRED_PASSWORD_OF_VENDOR);
        }
        return mailbox.isEmpty()
                ? new Meaning.Unknown(Reason.STARRED_PASSWORD_OF_VENDOR)
                : meaning(ControlFileName.in(mailbox.get().root(), ApopDat.NAME, store.edition()));
    }

    private static Meaning meaning(Path apopDat) throws IOException {
        try {
            if (ApopDat.readFile(apopDat) instanceof ApopDat.Content.Clear(String clear)
                    && Password.flaw(clear).isEmpty()) {
                return new Meaning.Known(new Password("PLAIN", clear));
            }
        } catch (FileSystemException | RefusedException _) {
            // A symbolic link, or not ours to read.
        }
        return new Meaning.Unknown(Reason.STARRED_PASSWORD_OF_VENDOR);
    }
}
