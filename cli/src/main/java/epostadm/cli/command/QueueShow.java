package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.spool.QueueView;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/// `queue show`: some messages of the queue.
final class QueueShow implements Subcommand {

    @Parameters(paramLabel = "ID", arity = "1..*")
    private List<String> typed = List.of();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        QueueView queue = QueueView.of(invocation.store().work());
        QueueRows rows = new QueueRows(queue, invocation);
        List<QueueView.Item> items = new QueueIds(queue, invocation).items(typed, false);
        try (Report report = invocation.table("messages", QueueRows.COLUMNS.toArray(String[]::new))) {
            for (QueueView.Item item : items) {
                rows.row(report, item);
            }
        }
        return ExitCode.OK;
    }
}
