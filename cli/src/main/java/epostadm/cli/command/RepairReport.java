package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.MailboxPlace;
import epostadm.mailstore.check.SiteFinding;
import epostadm.mailstore.journal.ChangeDetails;
import epostadm.mailstore.repair.Repair;
import epostadm.mailstore.repair.RepairPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a repair does, and what it leaves: a row for each finding; in a dry run each step as well.
final class RepairReport {

    private final Invocation invocation;
    private final FindingTexts texts;

    private RepairReport(Invocation invocation) {
        this.invocation = invocation;
        this.texts = new FindingTexts(invocation.messages());
    }

    static void tell(RepairPlan plan, Optional<String> change, Invocation invocation) throws IOException {
        RepairReport report = new RepairReport(invocation);
        if (!invocation.tellsRows() && (invocation.dryRun() || invocation.verbose())) {
            report.steps(plan);
        }
        report.findings(plan, change);
    }

    private void steps(RepairPlan plan) throws IOException {
        if (plan.change().steps().isEmpty()) {
            return;
        }
        try (Report report = invocation.table("", "action", "path", "from")) {
            for (ChangeDetails.Step step : ChangeDetails.describe(plan.change())) {
                report.row(Cell.text(step.action()), Cell.text(step.path()), Proposal.fromCell(step));
            }
        }
        invocation.bytes().write('\n');
    }

    private void findings(RepairPlan plan, Optional<String> change) throws IOException {
        boolean rows = invocation.tellsRows();
        List<String> columns =
                new ArrayList<>(List.of("outcome", "id", "severity", "account", "folder", "finding", "reason", "next"));
        if (rows) {
            columns.add("place");
            columns.add("steps");
        }
        try (Report report = invocation.table("findings", columns.toArray(String[]::new))) {
            for (Repair repair : plan.repairs()) {
                row(repair, rows, report);
            }
            report.fact(
                    invocation.dryRun() && !rows ? "repairable" : "repaired",
                    Cell.number(plan.cured().count()));
            report.fact("left", Cell.number(plan.left().count()));
            report.fact("change", change.<Cell>map(Cell::text).orElse(Cell.absent()));
        }
    }

    private void row(Repair repair, boolean rows, Report report) throws IOException {
        Finding finding = repair.finding();
        String outcome = repair.left().isEmpty() ? "repaired" : repair.cured() ? "partly" : "left";
        List<Cell> cells = new ArrayList<>(Arrays.asList(
                Cell.word(outcome, invocation.text((invocation.dryRun() ? "repair.would-" : "repair.") + outcome)),
                Cell.text(finding.kind().id()),
                Tokens.cell(finding.severity(), "severity", invocation.messages()),
                repair.mailbox().<Cell>map(place -> Cell.text(account(place))).orElse(Cell.absent()),
                repair.folder().isEmpty() ? Cell.absent() : Cell.text(repair.folder()),
                Cell.text(texts.sentence(finding)),
                repair.left().isEmpty()
                        ? Cell.absent()
                        : Tokens.cell(repair.left().get(), "repair.why", invocation.messages()),
                repair.left().isEmpty() ? Cell.absent() : Cell.text(next(repair))));
        if (rows) {
            cells.add(Cell.text(finding.place().toString()));
            cells.add(Cell.several(repair.steps().stream()
                    .map(ChangeDetails::describeStep)
                    .map(step ->
                            step.action() + " " + step.path() + (step.from().isEmpty() ? "" : " < " + step.from()))
                    .toList()));
        }
        report.row(cells.toArray(Cell[]::new));
    }

    private static String account(MailboxPlace place) {
        return place.domain().isEmpty()
                ? place.name()
                : place.name() + "@" + place.domain().get();
    }

    /// What to type next about something that is left.
    private static String next(Repair repair) {
        Finding finding = repair.finding();
        boolean uids = finding instanceof Finding.UidNear2To32
                || finding instanceof Finding.UidAbove2To31
                || finding instanceof Finding.DuplicateUids;
        if (repair.mailbox().isPresent()) {
            MailboxPlace place = repair.mailbox().get();
            String name = place.name()
                    + place.domain().map(domain -> " --domain " + domain).orElse("");
            if (finding instanceof Finding.FolderWithoutAccount) {
                return "epostadm accounts add " + name;
            }
            if (uids && place.standing() == MailboxPlace.Standing.ACCOUNT) {
                String folder = repair.folder().equals("INBOX") ? "" : " --folder '" + repair.folder() + "'";
                return "epostadm inbox reset-uid " + name + folder;
            }
        }
        return queue(finding).orElse("epostadm store explain " + finding.kind().id());
    }

    /// For what the commands of the queue are for: on the first where there are several.
    private static Optional<String> queue(Finding finding) {
        return switch (finding) {
            case SiteFinding.BodiesWithoutEnvelope f ->
                Optional.of("epostadm queue resurrect " + id(f.first()) + " --dry-run");
            case SiteFinding.DamagedEnvelope f ->
                Optional.of(
                        "epostadm queue resurrect " + id(f.place().getFileName().toString()) + " --dry-run");
            case SiteFinding.EnvelopesWithoutBody f -> Optional.of("epostadm queue remove " + id(f.first()));
            case SiteFinding.OtherEnvelope f ->
                Optional.of("epostadm queue hold " + id(f.place().getFileName().toString()));
            case SiteFinding.UnfitQueueDomain f -> Optional.of("epostadm queue bounce " + id(f.first()));
            case SiteFinding.QueuedTwice _ -> Optional.of("epostadm queue check");
            default -> Optional.empty();
        };
    }

    private static String id(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }
}
