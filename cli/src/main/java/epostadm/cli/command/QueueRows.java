package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.mailstore.spool.DomainMri;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.spool.QueuedMessage.Place;
import epostadm.mailstore.spool.Recipient;
import epostadm.server.queue.RetrySchedule;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message of the queue as a row.
final class QueueRows {

    static final List<String> COLUMNS =
            List.of("id", "place", "arrived", "age", "size", "sender", "recipients", "tries", "nextTry", "lastAnswer");

    private final QueueView queue;
    private final Invocation invocation;
    private final Instant now;

    QueueRows(QueueView queue, Invocation invocation) {
        this.queue = queue;
        this.invocation = invocation;
        this.now = invocation.clock().instant();
    }

    void row(Report report, QueueView.Item item) throws IOException {
        Cell[] cells;
        try {
            cells = cells(item);
        } catch (NoSuchFileException gone) {
            return; // Delivered while we looked.
        }
        report.row(cells);
    }

    private Cell[] cells(QueueView.Item item) throws IOException {
        Optional<Envelope> envelope = item.envelope();
        Optional<DomainMri> tried =
                item.place() instanceof Place.Waiting(QueueDomain domain) ? queue.lastTry(domain) : Optional.empty();
        int own = envelope.map(known -> known.extras().tries()).orElse(0);
        int tries = own > 0 ? own : tried.map(DomainMri::tryNumber).orElse(0);
        Optional<String> answer = envelope.flatMap(known -> known.extras().lastError())
                .or(() -> tried.map(DomainMri::errCode).filter(code -> !code.isEmpty() && !code.equals("0")));
        Optional<Instant> next = tried.map(last -> RetrySchedule.VENDORS.next(last.triedAt(now), Math.max(1, tries)));
        return new Cell[] {
            Cell.text(item.id().text()),
            place(item.place()),
            Cell.instant(item.arrived()),
            Cell.text(age(Duration.between(item.arrived(), now))),
            Cell.size(item.size()),
            envelope.map(known -> Cell.text(known.nullSender() ? "<>" : known.reversePath()))
                    .orElse(Cell.absent()),
            envelope.map(known -> Cell.several(
                            known.recipients().stream().map(Recipient::address).toList()))
                    .orElse(Cell.absent()),
            Cell.number(tries),
            next.map(Cell::instant).orElse(Cell.absent()),
            answer.map(Cell::text).orElse(Cell.absent())
        };
    }

    /// As a place is typed, and told to programs.
    static String token(Place place) {
        return switch (place) {
            case Place.Incoming _ -> "incoming";
            case Place.Waiting(QueueDomain domain) -> "waiting:" + domain;
            case Place.Held _ -> "held";
            case Place.Dead _ -> "dead";
        };
    }

    private Cell place(Place place) {
        String token = token(place);
        return Cell.word(
                token,
                place instanceof Place.Waiting(QueueDomain domain)
                        ? invocation.text("queue.place.waiting", domain)
                        : invocation.text("queue.place." + token));
    }

    /// As short as it can be told: `3d`, `5h`, `12m`.
    private static String age(Duration age) {
        long minutes = Math.max(0, age.toMinutes());
        return minutes >= 2880 ? minutes / 1440 + "d" : minutes >= 120 ? minutes / 60 + "h" : minutes + "m";
    }
}
