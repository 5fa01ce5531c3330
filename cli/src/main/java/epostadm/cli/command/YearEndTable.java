package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.mailstore.yearend.ColumnChange;
import epostadm.mailstore.yearend.Fate;
import epostadm.mailstore.yearend.FateRow;
import epostadm.mailstore.yearend.PlannedYearEnd;
import epostadm.mailstore.yearend.Totals;
import epostadm.mailstore.yearend.Trap;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A year-end change-over as rows and facts: for people those who stay and change, since the rest is in the totals;
/// all accounts for programs and under `--verbose`.
final class YearEndTable {

    /// Of each kind of trap; the plan's file has them all.
    static final int SHOWN = 10;

    static final List<String> COLUMNS = List.of("account", "fate", "mailbox", "columns");

    private final PlannedYearEnd plan;
    private final TrapTexts traps;
    private final Invocation invocation;

    private YearEndTable(PlannedYearEnd plan, TrapTexts traps, Invocation invocation) {
        this.plan = plan;
        this.traps = traps;
        this.invocation = invocation;
    }

    static YearEndTable ofPlan(PlannedYearEnd plan, Invocation invocation) {
        return new YearEndTable(plan, TrapTexts.ofPlan(invocation.messages()), invocation);
    }

    /// Of what is told when it is made.
    static YearEndTable ofOutcome(PlannedYearEnd plan, Invocation invocation) {
        return new YearEndTable(plan, TrapTexts.ofOutcome(plan, invocation.messages()), invocation);
    }

    Proposal.Table table() {
        return new Proposal.Table("accounts", COLUMNS, report -> {
            boolean all = invocation.tellsRows() || invocation.verbose();
            for (Fate fate : plan.fates()) {
                if (all || fate instanceof Fate.Changes || fate instanceof Fate.Inherits) {
                    row(fate, report);
                }
            }
            facts(report, invocation.tellsRows());
        });
    }

    /// All accounts and all notes, whatever is shown on standard output.
    void whole(Report report) throws IOException {
        for (Fate fate : plan.fates()) {
            row(fate, report);
        }
        facts(report, true);
    }

    private void facts(Report report, boolean sentences) throws IOException {
        Totals totals = plan.totals();
        report.fact("accountsBefore", Cell.number(totals.before()));
        report.fact("joining", Cell.number(totals.joining()));
        report.fact("changing", Cell.number(totals.changing()));
        report.fact("staying", Cell.number(totals.staying()));
        report.fact("leaving", Cell.number(totals.leaving()));
        report.fact("remaining", Cell.number(totals.remaining()));
        report.fact("accountsAfter", Cell.number(totals.after()));
        report.fact("badLines", Cell.number(plan.badLines().size()));
        report.fact("encoding", Cell.text(plan.encoding().charset().name()));
        report.fact(
                "traps",
                sentences
                        ? Cell.several(traps.sentences(plan.traps()))
                        : Cell.number(plan.traps().size()));
    }

    void row(Fate fate, Report report) throws IOException {
        FateRow row = FateRow.of(fate);
        report.row(
                Cell.text(fate.name().text()),
                Cell.word(row.word(), invocation.text("fate." + row.word())),
                row.mailbox().isEmpty() ? Cell.absent() : Cell.text(row.mailbox()),
                row.columns().isEmpty()
                        ? Cell.absent()
                        : Cell.several(
                                row.columns().stream().map(YearEndTable::told).toList()));
    }

    private static String told(ColumnChange change) {
        String column = BadLines.columnName(change.column());
        return change.before().isEmpty() && change.after().isEmpty()
                ? column
                : column + " " + change.before() + " -> " + change.after();
    }

    /// The traps on standard error, those that stand in the way first.
    void warn() {
        Map<Class<?>, Integer> counts = new HashMap<>();
        for (Trap trap : plan.traps()) {
            if (counts.merge(trap.getClass(), 1, Integer::sum) <= SHOWN) {
                invocation.warn(trap.blocks() ? "year-end.block" : "year-end.trap", traps.sentence(trap));
            }
        }
        long more = counts.values().stream()
                .mapToLong(count -> Math.max(0, count - SHOWN))
                .sum();
        if (more > 0) {
            invocation.warn("year-end.more-traps", more);
        }
    }
}
