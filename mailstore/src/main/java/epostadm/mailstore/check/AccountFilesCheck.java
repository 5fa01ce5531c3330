package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks at the two files of a mailbox that say again what the account's line says: `apop.dat` and `size.ctl`.
///
/// docs/store-format.md, "Mailbox root".
final class AccountFilesCheck {

    private AccountFilesCheck() {}

    /// The mailbox's size limit, 0 for the server's.
    static long check(Candidate candidate, RootFiles files, List<Finding> findings) throws IOException {
        apopDat(candidate, files, findings);
        return sizeLimit(candidate, files, findings);
    }

    private static void apopDat(Candidate candidate, RootFiles files, List<Finding> findings) throws IOException {
        Optional<Path> file = files.find(ApopDat.NAME).or(() -> files.find(RootFiles.SMTPAUTH_DAT));
        Optional<AccountEntry> entry = candidate.entry();
        Optional<DomainName> domain = candidate.place().domain();
        if (file.isEmpty()) {
            if (entry.filter(AccountFilesCheck::usesApopDat).isPresent() && !files.has(ApopDat.NAME)) {
                findings.add(
                        new Finding.ApopDatMissing(files.root(), entry.get().name(), domain.orElseThrow()));
            }
            return;
        }
        ApopDat.Content content;
        try {
            content = ApopDat.readFile(file.get());
        } catch (AccessDeniedException e) {
            // Secrets may be kept from whoever inspects.
            return;
        } catch (FileSystemException | RefusedException e) {
            findings.add(FolderCheck.notReadable(file.get(), e));
            return;
        }
        if (content instanceof ApopDat.Content.Obfuscated) {
            findings.add(new Finding.ObfuscatedApopDat(file.get()));
        } else if (entry.isPresent() && content instanceof ApopDat.Content.Clear(String password)) {
            AccountName account = entry.get().name();
            if (!usesApopDat(entry.get())) {
                findings.add(new Finding.ApopDatUnwanted(file.get(), account, domain.orElseThrow()));
            } else if (entry.get().password().clear().filter(password::equals).isEmpty()
                    && entry.get().password().clear().isPresent()) {
                findings.add(new Finding.ApopDatDiffers(file.get(), account, domain.orElseThrow()));
            }
        }
    }

    private static boolean usesApopDat(AccountEntry entry) {
        return entry.smtpAuth() || entry.apop();
    }

    private static long sizeLimit(Candidate candidate, RootFiles files, List<Finding> findings) throws IOException {
        long byIndex = candidate.sizeLimit();
        Optional<Path> file = files.find(SizeCtl.NAME);
        Optional<Optional<Long>> read = files.read(SizeCtl.NAME, SizeCtl::readFile, findings);
        if (read.isPresent() && read.get().isEmpty()) {
            findings.add(new ControlFinding.SizeCtlNotANumber(
                    file.orElseThrow(), ControlText.firstLine(file.orElseThrow())));
            return byIndex;
        }
        boolean unreadable = file.isPresent() && read.isEmpty();
        long found = read.flatMap(number -> number).orElse(0L);
        boolean misspelt = file.isEmpty() && files.has(SizeCtl.NAME);
        if (candidate.entry().isPresent() && found != byIndex && !unreadable && !misspelt) {
            findings.add(new Finding.SizeCtlDiffers(
                    file.orElse(files.root().resolve(SizeCtl.NAME)),
                    candidate.entry().get().name(),
                    candidate.place().domain().orElseThrow(),
                    found,
                    byIndex));
        }
        return found > 0 ? found : byIndex;
    }
}
