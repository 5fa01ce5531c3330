package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Report;
import epostadm.cli.console.Terminal;
import epostadm.cli.page.Page;
import epostadm.mailstore.yearend.PlannedYearEnd;
import java.io.IOException;
import java.nio.file.Path;

/// A change-over that was made: a page, or all its rows and facts for programs.
final class YearEndReport {

    private static final String COMMAND = "year-end apply";

    private final PlannedYearEnd planned;
    private final YearEndOutcome outcome;
    private final Path plan;
    private final Invocation invocation;

    /// @param plan the plan's file
    YearEndReport(PlannedYearEnd planned, YearEndOutcome outcome, Path plan, Invocation invocation) {
        this.planned = planned;
        this.outcome = outcome;
        this.plan = plan;
        this.invocation = invocation;
    }

    void write(OutputFormat format, Terminal to) throws IOException {
        if (format == OutputFormat.HTML) {
            YearEndPage.ofOutcome(planned, outcome, plan, invocation).write(to);
            return;
        }
        String[] columns = YearEndTable.COLUMNS.toArray(String[]::new);
        try (Report report = Report.open(to, invocation.messages(), format, "accounts", columns)) {
            report.fact("command", Cell.text(COMMAND));
            report.fact("domain", Cell.text(planned.domain().text()));
            report.fact("file", Cell.text(planned.file().toString()));
            report.fact("made", Cell.instant(invocation.clock().instant()));
            YearEndTable.ofOutcome(planned, invocation).whole(report);
            report.fact("change", outcome.change().<Cell>map(Cell::text).orElse(Cell.absent()));
            // A change whose proofs do not hold is taken back, and there is no report of it.
            report.fact("verified", Cell.flag(outcome.change().isPresent()));
            report.fact("verifiedMailboxes", Cell.number(outcome.mailboxes()));
            report.fact("verifiedMessages", Cell.number(outcome.messages()));
            report.fact("verifiedSize", Cell.size(outcome.bytes()));
            report.fact(
                    "deviations",
                    outcome.deviations()
                            .<Cell>map(found -> Cell.several(found.stream()
                                    .map(one -> YearEndPage.told(one, invocation))
                                    .toList()))
                            .orElse(Cell.absent()));
            report.fact(
                    "undo",
                    outcome.change().isEmpty() ? Cell.absent() : Cell.text(YearEndPage.undoing(planned.domain())));
        }
    }

    /// By the beginning of a file: whether it is such a report.
    static boolean isReport(String beginning, OutputFormat format) {
        return switch (format) {
            case HTML -> Page.isPage(beginning, COMMAND);
            case JSON -> beginning.startsWith("{\n  \"command\":\"" + COMMAND + "\"");
            case CSV -> beginning.startsWith(String.join(",", YearEndTable.COLUMNS) + "\n");
            case TEXT -> false;
        };
    }
}
