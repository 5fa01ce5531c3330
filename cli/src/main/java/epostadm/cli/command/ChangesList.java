package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;

/// `changes list`: what was changed in the store, the newest first.
final class ChangesList implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        boolean all = invocation.tellsRows() || invocation.verbose();
        String[] columns = all
                ? new String[] {"change", "started", "kind", "subject", "changeState", "quarantined"}
                // The kind stands in the id already.
                : new String[] {"change", "started", "changeState", "subject"};
        try (Report report = invocation.table("changes", columns)) {
            for (ChangeSummary change : store.changes().list()) {
                Cell id = Cell.text(change.id());
                Cell started = Cell.instant(change.started());
                Cell state = Tokens.cell(change.state(), "state", invocation.messages());
                Cell subject = Cell.text(change.subject());
                if (all) {
                    report.row(id, started, Cell.text(change.kind()), subject, state, Cell.flag(change.quarantined()));
                } else {
                    report.row(id, started, state, subject);
                }
            }
        }
        return ExitCode.OK;
    }
}
