package epostadm.mailstore.repair;

import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.FindingKind;
import epostadm.mailstore.check.FolderReport;
import epostadm.mailstore.check.MailboxReport;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.Proof;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plans the repair of one mailbox, directory by directory.
final class MailboxRepair {

    private final StorePaths paths;
    private final Edition edition;
    private final Depth depth;
    private final FindingFilter wanted;
    private final Instant now;
    private final FileTreatment files;
    private final List<Repair> repairs = new ArrayList<>();
    private final List<Proof.Text> proofs = new ArrayList<>();

    MailboxRepair(StorePaths paths, Edition edition, Depth depth, FindingFilter wanted, Instant now) {
        this.paths = paths;
        this.edition = edition;
        this.depth = depth;
        this.wanted = wanted;
        this.now = now;
        this.files = new FileTreatment(paths, edition);
    }

    List<Repair> repairs() {
        return repairs;
    }

    List<Proof.Text> proofs() {
        return proofs;
    }

    void plan(MailboxReport mailbox) throws IOException {
        Path root = mailbox.place().root();
        List<Case> cases = cases(mailbox.findings());
        boolean busy = Busy.mailbox(root, now);
        if (!cases.isEmpty()) {
            Ward ward = new Ward(mailbox, "", root, List.of(), busy);
            plan(ward, cases);
        }
        for (FolderReport folder : mailbox.folders()) {
            List<Case> ofFolder = cases(folder.findings());
            if (!ofFolder.isEmpty()) {
                boolean folderBusy = busy || Busy.folder(folder.directory(), now);
                plan(
                        new Ward(mailbox, folder.label(), folder.directory(), folder.directoryNames(), folderBusy),
                        ofFolder);
            }
        }
    }

    /// A finding and its cure.
    private record Case(Finding finding, Cure cure) {}

    /// A directory in which cures are to be planned.
    private record Ward(
            MailboxReport mailbox, String folder, Path directory, List<String> directoryNames, boolean busy) {

        Repair repair(Case one, Treatment treatment) {
            return new Repair(
                    one.finding,
                    Optional.of(mailbox.place()),
                    folder,
                    one.cure,
                    treatment.cures(),
                    treatment.steps,
                    treatment.left());
        }
    }

    private List<Case> cases(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Case(finding, Cures.of(finding)))
                .filter(one -> !(one.cure instanceof Cure.Nothing))
                .sorted(Comparator.comparingInt(one -> order(one.cure)))
                .toList();
    }

    /// In which order cures are planned: what a cure brings, those after it see.
    private static int order(Cure cure) {
        return switch (cure) {
            case Cure.SettleLeftOvers _ -> 0;
            case Cure.NameMessages _ -> 1;
            case Cure.TakeAwayEmpty _ -> 2;
            case Cure.SeparateUids _ -> 3;
            case Cure.RewriteMessages _ -> 4;
            case Cure.WriteUidFile _ -> 5;
            case Cure.TakeAwayTemporary _ -> 6;
            case Cure.TakeAwayLock _ -> 7;
            case Cure.SpellControlFile _ -> 8;
            case Cure.FileStep _ -> 9;
            case Cure.FolderStep _ -> 10;
            case Cure.Leave _, Cure.Nothing _ -> 11;
        };
    }

    private void plan(Ward ward, List<Case> cases) throws IOException {
        Optional<DirectoryTreatment> directory = Optional.empty();
        int last = -1;
        for (Case one : cases) {
            Treatment treatment = new Treatment();
            switch (one.cure) {
                case Cure.Leave(Cure.Why why) -> treatment.leave(why);
                case Cure.Nothing _ -> {}
                case Cure.RepairStep step when ward.busy && step.needsRest() -> treatment.leave(Cure.Why.IN_USE);
                case Cure.TakeAwayLock _ ->
                    treatment.steps.add(new PlannedStep.Remove(paths.relative(one.finding.place())));
                case Cure.FileStep step -> files.treat(one.finding, step, treatment);
                case Cure.SpellInbox(String expected) -> spellInbox(ward.directory, expected, treatment);
                case Cure.EncodeFolderName _ ->
                    new FolderNaming(paths, edition, treatment).encode(ward.directory, ward.directoryNames);
                case Cure.RepairStep step -> {
                    if (directory.isEmpty()) {
                        MeasuredFolder measured = MeasuredFolder.read(ward.directory);
                        directory = Optional.of(
                                ward.directoryNames.isEmpty()
                                        ? DirectoryTreatment.ofRoot(measured, paths)
                                        : DirectoryTreatment.ofFolder(measured, paths));
                    }
                    directory.get().treat(step, treatment);
                    last = repairs.size();
                }
            }
            add(ward, one, treatment);
        }
        if (directory.isPresent() && last >= 0) {
            finish(directory.get(), last);
        }
    }

    private void add(Ward ward, Case one, Treatment treatment) {
        proofs.addAll(treatment.proofs);
        repairs.add(ward.repair(one, treatment));
    }

    /// Where nothing bears the name, and on no system would.
    private void spellInbox(Path directory, String expected, Treatment treatment) throws IOException {
        Path later = directory.resolveSibling(expected);
        long spellings = FolderListing.names(directory.getParent()).stream()
                .filter(expected::equalsIgnoreCase)
                .count();
        if (StorePaths.taken(later) || spellings > 1) {
            treatment.leave(Cure.Why.NAME_TAKEN);
        } else {
            treatment.steps.add(new PlannedStep.Move(paths.relative(directory), paths.relative(later)));
        }
    }

    /// What several cures of a directory have in common goes with the last of them.
    private void finish(DirectoryTreatment directory, int last) throws IOException {
        Treatment rest = new Treatment();
        directory.finish(rest, faults());
        if (!rest.steps.isEmpty()) {
            Repair repair = repairs.get(last);
            List<PlannedStep> steps = new ArrayList<>(repair.steps());
            steps.addAll(rest.steps);
            proofs.addAll(rest.proofs);
            repairs.set(last, repair.with(steps));
        }
    }

    /// What is put right in messages that the check did not read: nothing where it reads none.
    private Set<Cure.Fault> faults() {
        Set<Cure.Fault> faults = EnumSet.noneOf(Cure.Fault.class);
        if (depth == Depth.BYTES) {
            for (Cure.Fault fault : Cure.Fault.values()) {
                FindingKind kind = switch (fault) {
                    case LINE_FEEDS -> FindingKind.BARE_LINE_FEEDS;
                    case MIXED_LINE_ENDS -> FindingKind.MIXED_LINE_ENDS;
                    case SINGLE_DOTS -> FindingKind.NOT_DOT_STUFFED;
                };
                if (wanted.wants(kind)) {
                    faults.add(fault);
                }
            }
        }
        return faults;
    }
}
