package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.journal.ChangeDetails;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/// `changes show`: one change with its steps.
final class ChangesShow implements Subcommand {

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        ChangeDetails details = store.changes().details(id);
        try (Report report = invocation.table("steps", "action", "path", "from")) {
            for (ChangeDetails.Step step : details.steps()) {
                report.row(Cell.text(step.action()), Cell.text(step.path()), Proposal.fromCell(step));
            }
            report.fact("change", Cell.text(details.summary().id()));
            report.fact("kind", Cell.text(details.summary().kind()));
            report.fact("subject", Cell.text(details.summary().subject()));
            report.fact("started", Cell.instant(details.summary().started()));
            report.fact("changeState", Tokens.cell(details.summary().state(), "state", invocation.messages()));
            report.fact("quarantine", Cell.text(details.quarantine().toString()));
            report.fact(
                    "attachments",
                    Cell.several(
                            details.attachments().stream().map(Object::toString).toList()));
        }
        return ExitCode.OK;
    }
}
