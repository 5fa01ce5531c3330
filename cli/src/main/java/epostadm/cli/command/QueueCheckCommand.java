package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.spool.QueueCheck;
import epostadm.mailstore.spool.QueueFinding;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;

/// `queue check`: what nobody can deliver as it lies there.
final class QueueCheckCommand implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        List<QueueFinding> findings = QueueCheck.check(store.work());
        try (Report report = invocation.table("findings", "finding", "path")) {
            for (QueueFinding finding : findings) {
                String token = token(finding);
                report.row(
                        Cell.word(token, invocation.text("queue.finding." + token)),
                        Cell.text(store.work()
                                .relativize(finding.path())
                                .toString()
                                .replace('\\', '/')));
            }
        }
        return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static String token(QueueFinding finding) {
        return switch (finding) {
            case QueueFinding.LostEnvelope _ -> "lost-envelope";
            case QueueFinding.LostBody _ -> "lost-body";
            case QueueFinding.DamagedEnvelope _ -> "damaged-envelope";
            case QueueFinding.OtherId _ -> "other-id";
            case QueueFinding.Twice _ -> "twice";
            case QueueFinding.EmptyDomain _ -> "empty-domain";
            case QueueFinding.BadDomain _ -> "bad-domain";
            case QueueFinding.Stray _ -> "stray";
            case QueueFinding.Unreadable _ -> "unreadable";
        };
    }
}
