package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Report;
import epostadm.mailstore.journal.ChangeDetails;
import epostadm.mailstore.journal.ChangePlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What a changing command is about to do: the change itself, how to tell of it, and whether to ask first.
///
/// @param table the name of the rows in JSON and their columns
/// @param question put to the person unless `--yes` is given; none for changes that take nothing away
/// @param code how the run ends when the change is made
record Proposal(ChangePlan change, Table table, Optional<String> question, ExitCode code) {

    /// Rows that tell of a change, and facts after them.
    record Table(String name, List<String> columns, Content content) {}

    /// Writes the rows and facts of a table.
    @FunctionalInterface
    interface Content {
        void tell(Report report) throws IOException;
    }

    /// A change that is told of by its steps.
    static Proposal bySteps(ChangePlan change) {
        return new Proposal(change, steps(change), Optional.empty(), ExitCode.OK);
    }

    Proposal asking(String text) {
        return new Proposal(change, table, Optional.of(text), code);
    }

    Proposal endingWith(ExitCode end) {
        return new Proposal(change, table, question, end);
    }

    private static Table steps(ChangePlan change) {
        return new Table("steps", List.of("action", "path", "from"), report -> {
            for (ChangeDetails.Step step : ChangeDetails.describe(change)) {
                report.row(Cell.text(step.action()), Cell.text(step.path()), fromCell(step));
            }
        });
    }

    static Cell fromCell(ChangeDetails.Step step) {
        return step.from().isEmpty() ? Cell.absent() : Cell.text(step.from());
    }
}
