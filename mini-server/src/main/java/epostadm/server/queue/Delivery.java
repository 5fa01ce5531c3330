package epostadm.server.queue;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.server.pause.DomainPauses;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Takes messages one step further. First all that concerns this store: mailboxes, and the parts that a message for
/// several places falls into. Then one try at one domain outside, perhaps by another thread.
///
/// The order makes a crash harmless: what comes of a message stands in the queue before its recipients are struck,
/// all in one rename of the envelope, and is delivered only after.
final class Delivery {

    /// Where a message goes next.
    sealed interface Next {

        /// It has left the queue.
        record Gone() implements Next {}

        record Wait(QueuedMessage message, QueueDomain domain, Instant until) implements Next {}

        /// To the other server that is the domain's, by [#outside].
        record Outside(QueuedMessage message, String domain) implements Next {}
    }

    /// What comes of a step.
    ///
    /// @param next where the message itself goes
    /// @param branches those that can be delivered now
    /// @param waiting the parts that wait
    /// @param reached the domain that answers again, after it had not: its mail need not wait longer
    record Step(Next next, List<QueueId> branches, List<Next.Wait> waiting, Optional<QueueDomain> reached) {}

    private final Spool spool;
    private final Destinations destinations;
    private final LocalDelivery local;
    private final OutsideDelivery outside;
    private final Settlement settlement;
    private final DomainTries tries;
    private final QueueConfig config;
    private final InstantSource clock;
    private final QueueEvents events;
    private final DomainPauses pauses;

    /// What other servers said and the disk has not yet taken down. They must not be given the message again, be it
    /// that the disk stays full for hours.
    private final Map<QueueId, Map<Recipient, Outcome>> unbooked = new ConcurrentHashMap<>();

    Delivery(DeliveryAgent.House house, Settlement settlement, DomainTries tries) {
        this.spool = house.spool();
        this.destinations = new Destinations(house.accounts(), house.local(), house.pauses());
        this.local = house.local();
        this.outside = house.outside();
        this.config = house.config();
        this.clock = house.clock();
        this.events = house.events();
        this.settlement = settlement;
        this.tries = tries;
        this.pauses = house.pauses();
    }

    // ---- Inside

    Step inside(QueuedMessage message) throws IOException {
        QueueBranches branches = new QueueBranches(spool, config.host(), message);
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Recipient recipient : message.envelope().recipients()) {
            switch (destinations.of(recipient.address())) {
                case Destination.Inside into -> outcomes.put(recipient, mailbox(message, recipient, into, branches));
                case Destination.Outside(String address, String domain) ->
                    groups.computeIfAbsent(domain, Group::new).add(recipient, address);
                case Destination.Nowhere(Outcome outcome) -> outcomes.put(recipient, outcome);
            }
        }
        Settlement.Balance balance = settlement.book(message, outcomes, branches);
        List<List<Recipient>> late = byDomain(balance.left().keySet());
        if (groups.isEmpty() && late.isEmpty()) {
            boolean repeatable = branches.made().isEmpty();
            return leave(message, balance.lost(), branches, Optional.empty(), repeatable);
        }
        return split(message, groups, late, balance, branches);
    }

    private Outcome mailbox(
            QueuedMessage message, Recipient recipient, Destination.Inside into, QueueBranches branches) {
        Optional<DomainPauses.Visit> entered = pauses.enter(into.account().domain(), DomainPauses.Guest.BRIEF);
        if (entered.isEmpty()) {
            return Destinations.resting(recipient.address());
        }
        try (DomainPauses.Visit _ = entered.get()) {
            if (!destinations.holds(into)) {
                return Destinations.resting(recipient.address()); // Looked up anew at the next try.
            }
            Outcome outcome = local.deliver(message, recipient, into.account(), branches);
            if (outcome instanceof Outcome.Delivered) {
                events.deliveredInside(message, recipient, into.account());
            }
            return outcome;
        } catch (IOException | RuntimeException fault) {
            events.fault(message.id(), fault);
            return Outcome.deferred(Failure.DEFERRED, 451, "4.3.0", "<" + recipient.address() + "> Local error");
        }
    }

    private static List<List<Recipient>> byDomain(Iterable<Recipient> recipients) {
        Map<QueueDomain, List<Recipient>> domains = new LinkedHashMap<>();
        recipients.forEach(recipient -> domains.computeIfAbsent(domain(recipient), _ -> new ArrayList<>())
                .add(recipient));
        return List.copyOf(domains.values());
    }

    private static QueueDomain domain(Recipient recipient) {
        return QueueDomain.of(recipient.address().substring(recipient.address().lastIndexOf('@') + 1));
    }

    /// Leaves the message to one place, the first outside if there is any, and makes a part of it for each other.
    private Step split(
            QueuedMessage message,
            Map<String, Group> groups,
            List<List<Recipient>> late,
            Settlement.Balance balance,
            QueueBranches branches)
            throws IOException {
        List<Group> outside = List.copyOf(groups.values());
        List<QueueId> now = new ArrayList<>();
        for (Group group : outside.subList(Math.min(1, outside.size()), outside.size())) {
            now.add(branches.part(group.recipients(), balance.extras()).id());
        }
        List<QueuedMessage> parts = new ArrayList<>();
        for (List<Recipient> some : late.subList(outside.isEmpty() ? 1 : 0, late.size())) {
            parts.add(branches.part(some, balance.extras()));
        }
        List<Recipient> stay =
                outside.isEmpty() ? late.getFirst() : outside.getFirst().recipients();
        QueuedMessage rest = message;
        if (stay.size() < message.envelope().recipients().size()) {
            rest = spool.update(message, message.envelope().withRecipients(stay).withExtras(balance.extras()));
        }
        List<Next.Wait> waiting = new ArrayList<>();
        for (QueuedMessage part : parts) {
            waiting.add(hold(part, domain(part.envelope().recipients().getFirst()), balance, true));
        }
        Next next = outside.isEmpty()
                ? hold(rest, domain(stay.getFirst()), balance, true)
                : new Next.Outside(rest, outside.getFirst().domain());
        now.addAll(branches.made());
        return new Step(next, now, waiting, Optional.empty());
    }

    /// @param repeatable whether to do all of it once more would change nothing: what only lies in mailboxes is
    /// found there, so that its way out of the queue need not be forced to disk
    private Step leave(
            QueuedMessage message,
            List<Recipient> lost,
            QueueBranches branches,
            Optional<QueueDomain> reached,
            boolean repeatable)
            throws IOException {
        if (lost.isEmpty() && repeatable) {
            spool.removeUnforced(message);
        } else if (lost.isEmpty()) {
            spool.remove(message);
        } else {
            QueuedMessage dead = spool.update(message, message.envelope().withRecipients(lost));
            spool.bury(dead);
            events.buried(dead);
        }
        tries.clear(message.place());
        return new Step(new Next.Gone(), branches.made(), List.of(), reached);
    }

    // ---- Outside

    /// Those of a message whose mail goes to the domain, looked up once more; nothing where that is no longer true
    /// of all, and it has to be settled [inside][#inside] first.
    Optional<Group> group(QueuedMessage message, String domain) throws IOException {
        Group group = new Group(domain);
        for (Recipient recipient : message.envelope().recipients()) {
            if (destinations.of(recipient.address()) instanceof Destination.Outside(String address, String leads)
                    && leads.equals(domain)) {
                group.add(recipient, address);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(group);
    }

    /// One try, or none where the domain is known to be silent.
    Step outside(QueuedMessage message, Group group) throws IOException {
        QueueDomain domain = QueueDomain.of(group.domain());
        QueueBranches branches = new QueueBranches(spool, config.host(), message);
        Optional<Instant> silent = tries.silentUntil(domain);
        Map<Recipient, Outcome> outcomes = silent.isPresent()
                ? group.all(Outcome.deferred(
                        Failure.NO_ANSWER,
                        451,
                        "4.4.1",
                        message.envelope().extras().lastError().orElse(group.domain() + " does not answer")))
                : tried(message, group);
        Optional<QueueDomain> reached =
                silent.isEmpty() && answersAgain(domain, outcomes) ? Optional.of(domain) : Optional.empty();
        Settlement.Balance balance = settlement.book(message, outcomes, branches);
        Step step = balance.left().isEmpty()
                ? leave(message, balance.lost(), branches, reached, false)
                : new Step(hold(message, domain, balance, silent.isEmpty()), branches.made(), List.of(), reached);
        unbooked.remove(message.id());
        return step;
    }

    /// What comes of a try, or came of the last one, if that could not be booked.
    private Map<Recipient, Outcome> tried(QueuedMessage message, Group group) {
        Map<Recipient, Outcome> known = unbooked.get(message.id());
        if (known != null && known.keySet().containsAll(group.recipients())) {
            Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
            group.recipients().forEach(recipient -> outcomes.put(recipient, known.get(recipient)));
            return outcomes;
        }
        Map<Recipient, Outcome> outcomes = group.outcomes(outside.deliver(message, group.domain(), group.names()));
        unbooked.put(message.id(), outcomes);
        outcomes.forEach((recipient, outcome) -> {
            if (outcome instanceof Outcome.Delivered(Answer answer, Outcome.Reach _)) {
                events.deliveredOutside(message, recipient, answer);
            }
        });
        return outcomes;
    }

    /// Keeps in mind how the domain answered: true where it does again, after it had not.
    private boolean answersAgain(QueueDomain domain, Map<Recipient, Outcome> outcomes) throws IOException {
        Optional<Outcome.Deferred> failure = outcomes.values().stream()
                .filter(Outcome.Deferred.class::isInstance)
                .map(Outcome.Deferred.class::cast)
                .findFirst();
        if (failure.isEmpty()) {
            return tries.answered(domain);
        }
        boolean silent = outcomes.values().stream()
                .allMatch(outcome ->
                        outcome instanceof Outcome.Deferred(Failure kind, Answer _) && kind == Failure.NO_ANSWER);
        return tries.failed(domain, silent, failure.get().answer());
    }

    /// Puts the message aside for those who are left, and says until when.
    private Next.Wait hold(QueuedMessage message, QueueDomain domain, Settlement.Balance balance, boolean tried)
            throws IOException {
        List<Recipient> stay = message.envelope().recipients().stream()
                .filter(balance.left()::containsKey)
                .toList();
        Outcome.Deferred failure = balance.left().get(stay.getFirst());
        Instant arrived = spool.arrived(message);
        EnvelopeExtras extras =
                tried ? balance.extras().afterTry(arrived, failure.answer().line()) : balance.extras();
        Envelope envelope = message.envelope().withRecipients(stay).withExtras(extras);
        QueuedMessage held = envelope.equals(message.envelope()) ? message : spool.update(message, envelope);
        if (held.place() instanceof QueuedMessage.Place.Incoming) {
            held = spool.hold(held, domain);
        }
        Instant due = due(arrived, failure.failure(), extras.tries(), tries.silentUntil(domain));
        stay.forEach(recipient -> events.deferred(
                message, recipient, balance.left().get(recipient).answer(), due));
        return new Next.Wait(held, domain, due);
    }

    /// By the schedule, but no later than it would be given up, and not while the domain is silent.
    private Instant due(Instant arrived, Failure failure, int number, Optional<Instant> silentUntil) {
        Instant now = clock.instant();
        Instant next = config.schedule().next(now, number);
        Instant end = arrived.plus(config.schedule().patience(failure));
        Instant soonest = now.plus(config.schedule().firstGap());
        Instant due = silentUntil.filter(next::isBefore).orElse(next);
        Instant atLast = end.isBefore(due) ? end : due;
        return atLast.isBefore(soonest) && number > 0 ? soonest : atLast;
    }
}
