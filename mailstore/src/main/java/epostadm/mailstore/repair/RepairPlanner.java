package epostadm.mailstore.repair;

import epostadm.mailstore.check.DomainReport;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.FindingKind;
import epostadm.mailstore.check.MailboxReport;
import epostadm.mailstore.check.Scope;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.Proof;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plans the repair of a store, or of a part of it, and looks afterwards whether the check is silent.
///
/// The caller holds the store's lock, and where the plan needs rest that of whoever serves the store.
public final class RepairPlanner {

    private final MailStore store;
    private final Scope scope;
    private final FindingFilter wanted;
    private final InstantSource clock;
    private final Progress progress;

    /// @param wanted which findings are to be cured; others are as if they were not there
    public RepairPlanner(MailStore store, Scope scope, FindingFilter wanted, InstantSource clock, Progress progress) {
        this.store = store;
        this.scope = scope;
        this.wanted = wanted;
        this.clock = clock;
        this.progress = progress;
    }

    /// Looks for what is wrong, and plans what is done about it.
    ///
    /// @param subject whom or what it concerns, for `changes list`
    public RepairPlan plan(String subject) throws IOException {
        List<Repair> repairs = new ArrayList<>();
        List<Proof.Text> proofs = new ArrayList<>();
        StoreCheck check = StoreCheck.open(store.work(), scope, clock);
        StoreReport report = check.run(
                wanted,
                mailbox -> {
                    MailboxRepair one = ofMailbox();
                    one.plan(mailbox);
                    repairs.addAll(one.repairs());
                    proofs.addAll(one.proofs());
                },
                progress);
        FileTreatment files = new FileTreatment(store.paths(), store.edition());
        for (DomainReport domain : report.domains()) {
            for (Finding finding : domain.findings()) {
                repairs.add(outside(finding, files));
            }
        }
        for (Finding finding : report.findings()) {
            repairs.add(outside(finding, files));
        }
        repairs.removeIf(repair -> !repair.cured() && repair.left().isEmpty());
        return new RepairPlan(repairs, new ChangePlan("repair", subject, steps(repairs), renamed(proofs, repairs)));
    }

    private MailboxRepair ofMailbox() {
        return new MailboxRepair(store.paths(), store.edition(), scope.depth(), wanted, clock.instant());
    }

    /// A finding that is about no mailbox's own directory.
    private static Repair outside(Finding finding, FileTreatment files) throws IOException {
        Cure cure = Cures.of(finding);
        Treatment treatment = new Treatment();
        switch (cure) {
            case Cure.Leave(Cure.Why why) -> treatment.leave(why);
            case Cure.FileStep step -> files.treat(finding, step, treatment);
            case Cure.Nothing _ -> {}
            case Cure.RepairStep _ -> treatment.leave(Cure.Why.OUT_OF_REACH);
        }
        return new Repair(finding, Optional.empty(), "", cure, treatment.cures(), treatment.steps, treatment.left());
    }

    /// Directories get their new names last, the deepest first, so that all is found by the names of now.
    private static int order(Repair repair) {
        return repair.cure() instanceof Cure.FolderStep
                ? Integer.MAX_VALUE - repair.finding().place().getNameCount()
                : 0;
    }

    private static List<PlannedStep> steps(List<Repair> repairs) {
        return repairs.stream()
                .sorted(Comparator.comparingInt(RepairPlanner::order))
                .flatMap(repair -> repair.steps().stream())
                .toList();
    }

    /// The proofs, by the names that the directories will have.
    private static List<Proof> renamed(List<Proof.Text> proofs, List<Repair> repairs) {
        List<PlannedStep.Move> moves = repairs.stream()
                .filter(repair -> repair.cure() instanceof Cure.FolderStep)
                .sorted(Comparator.comparingInt(RepairPlanner::order))
                .flatMap(repair -> repair.steps().stream())
                .map(PlannedStep.Move.class::cast)
                .toList();
        if (moves.isEmpty()) {
            return List.copyOf(proofs);
        }
        List<Proof> renamed = new ArrayList<>();
        for (Proof.Text proof : proofs) {
            String path = proof.path();
            for (PlannedStep.Move move : moves) {
                if (path.startsWith(move.from() + "/")) {
                    path = move.path() + path.substring(move.from().length());
                }
            }
            renamed.add(new Proof.Text(path, proof.bytes(), proof.sha256()));
        }
        return renamed;
    }

    /// Checks again: the findings of `plan` that were to be cured whole and are there still. None, or the plan was
    /// not carried out, or somebody else is at the store.
    public List<Finding> stillThere(RepairPlan plan) throws IOException {
        Set<Symptom> cured = new HashSet<>();
        plan.cured()
                .filter(repair -> repair.left().isEmpty())
                .forEach(repair -> cured.add(Symptom.of(repair.finding())));
        List<Finding> there = new ArrayList<>();
        StoreReport report = StoreCheck.open(store.work(), scope, clock)
                .run(wanted, (MailboxReport mailbox) -> there.addAll(mailbox.allFindings()), progress);
        report.domains().forEach(domain -> there.addAll(domain.findings()));
        there.addAll(report.findings());
        there.removeIf(finding -> !cured.contains(Symptom.of(finding)));
        return there;
    }

    /// A kind of finding at a place.
    private record Symptom(FindingKind kind, Path place) {

        static Symptom of(Finding finding) {
            return new Symptom(finding.kind(), finding.place());
        }
    }
}
