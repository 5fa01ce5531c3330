package epostadm.server.queue;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The report that tells a message's sender that an administrator has given it up; the same that delivery makes
/// when it gives up. RFC 3464.
public final class Bounce {

    private static final Answer BY_HAND = Answer.ours(554, "5.7.0", "Given up by the administrator");

    private final Report report;
    private final QueueId id;
    private final String host;

    private Bounce(Report report, QueueId id, String host) {
        this.report = report;
        this.id = id;
        this.host = host;
    }

    /// @param host this server's name
    /// @param domain whose postmaster writes
    /// @param taken whether an id is in the queue already
    /// @return nothing where no id is left for the report
    public static Optional<Bounce> of(
            QueuedMessage message, String host, String domain, Instant arrived, Instant now, Predicate<QueueId> taken)
            throws IOException {
        Optional<QueueId> id = id(message.id(), taken);
        List<Report.Item> items = message.envelope().recipients().stream()
                .map(recipient -> new Report.Item(recipient, Report.Action.FAILED, reason(message)))
                .toList();
        Report report = new Report(
                Report.Kind.FAILURE,
                message,
                items,
                new Report.Sender(host, domain, now),
                arrived,
                Returned.of(message, true, QueueConfig.standard(host).returnedWhole()));
        return id.map(free -> new Bounce(report, free, host));
    }

    /// What the last try came to says more than that nobody tries again.
    private static Answer reason(QueuedMessage message) {
        return message.envelope()
                .extras()
                .lastError()
                .map(error -> Answer.ours(554, "5.7.0", BY_HAND.text() + "; last answer: " + error))
                .orElse(BY_HAND);
    }

    private static Optional<QueueId> id(QueueId message, Predicate<QueueId> taken) {
        for (int number = 0; number <= 999; number++) {
            QueueId stem = number == 0 || !message.canBranch() ? message : message.part(number);
            if (stem.canBranch() && !taken.test(stem.branch(QueueId.Branch.ERROR))) {
                return Optional.of(stem.branch(QueueId.Branch.ERROR));
            }
        }
        return Optional.empty();
    }

    public QueueId id() {
        return id;
    }

    public Envelope envelope() {
        String sender = report.message().envelope().reversePath();
        return Envelope.of(id, host, "", List.of(Recipient.of(sender)), report.extras());
    }

    public void writeTo(OutputStream out) throws IOException {
        report.writeTo(out);
    }
}
