package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.spool.QueueView;
import java.io.IOException;

/// `queue list`: what is in the queue, held and dead, a message a row.
final class QueueList implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        QueueView queue = QueueView.of(invocation.store().work());
        QueueRows rows = new QueueRows(queue, invocation);
        try (Report report = invocation.table("messages", QueueRows.COLUMNS.toArray(String[]::new))) {
            queue.each(item -> rows.row(report, item));
        }
        return ExitCode.OK;
    }
}
