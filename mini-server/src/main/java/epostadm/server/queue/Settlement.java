package epostadm.server.queue;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Books what came of a try: reports to the sender are queued, and it is said who is still to get the message.
///
/// Reports stand in the queue before their recipients are struck: after a crash, [Restart] strikes those that a
/// report names.
final class Settlement {

    private final Spool spool;
    private final AccountWatch accounts;
    private final QueueConfig config;
    private final InstantSource clock;
    private final QueueEvents events;

    Settlement(Spool spool, AccountWatch accounts, QueueConfig config, InstantSource clock, QueueEvents events) {
        this.spool = spool;
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
        this.events = events;
    }

    /// Who is still to get the message, what else to keep in mind, and who is to be buried with it.
    record Balance(Map<Recipient, Outcome.Deferred> left, EnvelopeExtras extras, List<Recipient> lost) {}

    Balance book(QueuedMessage message, Map<Recipient, Outcome> outcomes, QueueBranches branches) throws IOException {
        Instant arrived = spool.arrived(message);
        Duration age = Duration.between(arrived, clock.instant());
        Map<Recipient, Outcome.Deferred> left = new LinkedHashMap<>();
        List<Report.Item> failures = new ArrayList<>();
        List<Report.Item> successes = new ArrayList<>();
        outcomes.forEach((recipient, outcome) -> {
            switch (outcome) {
                case Outcome.Delivered(Answer answer, Outcome.Reach reach) -> {
                    if (asked(recipient, "SUCCESS") && reach != Outcome.Reach.REPORTING_SERVER) {
                        Report.Action action =
                                reach == Outcome.Reach.MAILBOX ? Report.Action.DELIVERED : Report.Action.RELAYED;
                        successes.add(new Report.Item(recipient, action, answer));
                    }
                }
                case Outcome.Failed(Answer answer) ->
                    failures.add(new Report.Item(recipient, Report.Action.FAILED, answer));
                case Outcome.Deferred deferred -> {
                    if (config.schedule().givesUp(deferred.failure(), age)) {
                        failures.add(new Report.Item(recipient, Report.Action.FAILED, deferred.answer()));
                    } else {
                        left.put(recipient, deferred);
                    }
                }
            }
        });
        failures.forEach(item -> events.failed(message, item.recipient(), item.answer()));
        EnvelopeExtras extras = message.envelope().extras();
        if (message.envelope().nullSender()) {
            return new Balance(
                    left, extras, failures.stream().map(Report.Item::recipient).toList());
        }
        report(
                Report.Kind.FAILURE,
                message,
                failures.stream()
                        .filter(item -> item.recipient().notifyOn().isEmpty() || asked(item.recipient(), "FAILURE"))
                        .toList(),
                arrived,
                branches);
        report(Report.Kind.SUCCESS, message, successes, arrived, branches);
        if (!extras.delayReported() && age.compareTo(config.delayReport()) >= 0) {
            List<Report.Item> delays = left.entrySet().stream()
                    .filter(late -> asked(late.getKey(), "DELAY"))
                    .map(late -> new Report.Item(
                            late.getKey(),
                            Report.Action.DELAYED,
                            late.getValue().answer()))
                    .toList();
            report(Report.Kind.DELAY, message, delays, arrived, branches);
            extras = delays.isEmpty() ? extras : extras.withDelayReported();
        }
        return new Balance(left, extras, List.of());
    }

    /// RFC 3461 section 4.1. Nothing said means FAILURE, and is asked for elsewhere.
    private static boolean asked(Recipient recipient, String when) {
        return recipient
                .notifyOn()
                .filter(text -> List.of(text.toUpperCase(Locale.ROOT).split("\\s*,\\s*"))
                        .contains(when))
                .isPresent();
    }

    private void report(
            Report.Kind kind, QueuedMessage message, List<Report.Item> items, Instant arrived, QueueBranches branches)
            throws IOException {
        if (items.isEmpty()) {
            return;
        }
        Report report = new Report(
                kind,
                message,
                items,
                new Report.Sender(config.host(), postmastersDomain(message.envelope()), clock.instant()),
                arrived,
                Returned.of(message, kind == Report.Kind.FAILURE, config.returnedWhole()));
        QueueId id = branches.report(message.envelope().reversePath(), report.extras(), report::writeTo);
        events.reported(message, id);
    }

    /// The domain of this store that the message has to do with: the sender's, a recipient's, or else the host.
    private String postmastersDomain(Envelope envelope) {
        List<String> addresses = new ArrayList<>(List.of(envelope.reversePath()));
        envelope.recipients().forEach(recipient -> addresses.add(recipient.address()));
        return addresses.stream()
                .map(address -> DomainName.parse(address.substring(address.lastIndexOf('@') + 1)))
                .flatMap(Optional::stream)
                .filter(accounts.domains()::contains)
                .map(DomainName::text)
                .findFirst()
                .orElse(config.host());
    }
}
