package epostadm.server.control;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueueId;
import java.util.Optional;

/// What a command asks of the server.
sealed interface ControlRequest {

    record Ping() implements ControlRequest {}

    record Status() implements ControlRequest {}

    /// Somebody has put messages into the queue, or taken them out of it.
    record QueueChanged() implements ControlRequest {}

    /// The message is left alone until the connection ends.
    record Lend(QueueId id) implements ControlRequest {}

    /// Nobody is let into the domain's mailboxes until `resume`, or the connection's end.
    record Pause(DomainName domain) implements ControlRequest {}

    record Resume(DomainName domain) implements ControlRequest {}

    /// Nothing where the line is no request.
    static Optional<ControlRequest> parse(String line) {
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        return switch (verb) {
            case "ping" -> alone(rest, new Ping());
            case "status" -> alone(rest, new Status());
            case "queue" -> rest.equals("changed") ? Optional.of(new QueueChanged()) : Optional.empty();
            case "lend" -> QueueId.parse(rest).map(Lend::new);
            case "pause" -> DomainName.parse(rest).map(Pause::new);
            case "resume" -> DomainName.parse(rest).map(Resume::new);
            default -> Optional.empty();
        };
    }

    private static Optional<ControlRequest> alone(String rest, ControlRequest request) {
        return rest.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    /// As it is said.
    default String line() {
        return switch (this) {
            case Ping _ -> "ping";
            case Status _ -> "status";
            case QueueChanged _ -> "queue changed";
            case Lend(QueueId id) -> "lend " + id;
            case Pause(DomainName domain) -> "pause " + domain;
            case Resume(DomainName domain) -> "resume " + domain;
        };
    }
}
