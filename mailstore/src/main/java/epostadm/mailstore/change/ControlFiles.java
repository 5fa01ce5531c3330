package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.SizeCtl;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the two files of a mailbox that go with an account's line: `apop.dat` and `size.ctl`. Nothing else in a
/// mailbox is touched when accounts change. docs/store-format.md, "Import text".
final class ControlFiles {

    private final Edition edition;

    ControlFiles(Edition edition) {
        this.edition = edition;
    }

    /// Whether the account needs its directory now, since a file must lie in it.
    static boolean needsMailbox(AccountEntry entry) {
        return usesApopDat(entry) || entry.sizeLimit() > 0;
    }

    /// What a new mailbox of the account holds. Without a clear password `apop.dat` cannot be written.
    List<PlannedStep.NamedContent> ofNewMailbox(AccountEntry entry, Optional<String> clear) {
        List<PlannedStep.NamedContent> files = new ArrayList<>(2);
        if (usesApopDat(entry) && clear.isPresent()) {
            files.add(PlanBuilder.text(ApopDat.NAME, clear.get() + edition.lineEnd()));
        }
        if (entry.sizeLimit() > 0) {
            files.add(PlanBuilder.text(SizeCtl.NAME, Long.toString(entry.sizeLimit())));
        }
        return files;
    }

    /// What is to be done in an existing mailbox so that its files say what the account's line says. An obfuscated
    /// `apop.dat` is left alone; a password in it that differs from the account's is overwritten only where `clear`
    /// is given.
    void update(PlanBuilder plan, Path root, AccountEntry entry, Optional<String> clear) throws IOException {
        apopDat(plan, root, entry, clear);
        sizeCtl(plan, root, entry);
    }

    /// Whether the mailbox has an `apop.dat`, whatever stands in it.
    boolean hasApopDat(Path root) throws IOException {
        return StorePaths.taken(ControlFileName.in(root, ApopDat.NAME, edition));
    }

    private void apopDat(PlanBuilder plan, Path root, AccountEntry entry, Optional<String> clear) throws IOException {
        Path file = ControlFileName.in(root, ApopDat.NAME, edition);
        boolean wanted = usesApopDat(entry);
        switch (ApopDat.readFile(file)) {
            case ApopDat.Content.Obfuscated _ -> {}
            case ApopDat.Content.Missing _ -> {
                if (wanted && clear.isPresent()) {
                    plan.putFile(file, PlanBuilder.bytes(clear.get() + edition.lineEnd()));
                }
            }
            case ApopDat.Content.Clear(String present) -> {
                if (!wanted) {
                    plan.remove(file);
                } else if (clear.isPresent() && !clear.get().equals(present)) {
                    plan.putFile(file, PlanBuilder.bytes(clear.get() + edition.lineEnd()));
                }
            }
        }
    }

    private void sizeCtl(PlanBuilder plan, Path root, AccountEntry entry) throws IOException {
        Path file = ControlFileName.in(root, SizeCtl.NAME, edition);
        if (entry.sizeLimit() == 0) {
            if (SizeCtl.readFile(file).orElse(0L) > 0) {
                plan.remove(file);
            }
        } else if (!StorePaths.taken(file) || !SizeCtl.readFile(file).equals(Optional.of(entry.sizeLimit()))) {
            plan.putFile(file, PlanBuilder.bytes(Long.toString(entry.sizeLimit())));
        }
    }

    private static boolean usesApopDat(AccountEntry entry) {
        return entry.smtpAuth() || entry.apop();
    }
}
