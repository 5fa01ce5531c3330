package epostadm.mailstore.change;

import epostadm.mailstore.disk.MessageWriter;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueDomain;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.spool.QueuedMessage.Place;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What an administrator does with messages in the queue, as plans. The caller keeps servers from these messages:
/// by [QueueView#lock(String)], or by asking the server that has the queue.
///
/// An id that lies in several places is only ever taken away: moved, one of them would take the name or the body of
/// another.
///
/// A body moves before its envelope, whose name says where a message is. Whatever goes back among those to be
/// delivered does so as if it had come now: its tries and its age begin anew.
public final class QueueEdits {

    private static final String NO_SENDER = "Return-Path: <>\r\n";

    private final MailStore store;
    private final QueueView queue;
    private final Instant now;

    public QueueEdits(MailStore store, QueueView queue, Instant now) {
        this.store = store;
        this.queue = queue;
        this.now = now;
    }

    /// A report to a message's sender.
    ///
    /// @param id under which it is queued
    public record Notice(QueueView.Item message, QueueId id, Envelope envelope, Text text) {}

    /// Writes a message's text.
    @FunctionalInterface
    public interface Text {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Whole pairs from where they wait, or are held, back among those to be delivered now. What is known of their
    /// domains' tries is forgotten.
    public ChangePlan deliverNow(String kind, List<QueueView.Item> items) throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        Set<QueueDomain> domains = new HashSet<>();
        for (QueueView.Item item : items) {
            requireOne(item);
            Envelope envelope = item.envelope().orElseThrow();
            QueueView.Item there = queue.item(item.id(), new Place.Incoming());
            plan.makeDirectories(there.body().getParent());
            plan.move(item.body(), there.body());
            renew(plan, item, there, envelope.withExtras(envelope.extras().renewed(now)));
            plan.move(item.envelopeFile(), there.envelopeFile());
            if (item.place() instanceof Place.Waiting(QueueDomain domain)
                    && domains.add(domain)
                    && Files.exists(queue.lastTryFile(domain))) {
                plan.remove(queue.lastTryFile(domain));
            }
        }
        return plan.plan(kind, subject(items));
    }

    /// Whole pairs to where no server delivers from.
    public ChangePlan hold(List<QueueView.Item> items) throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        for (QueueView.Item item : items) {
            requireOne(item);
            QueueView.Item there = queue.item(item.id(), new Place.Held());
            plan.makeDirectories(there.body().getParent());
            // Its envelope goes first: from then on nobody delivers it, wherever the rest is.
            plan.move(item.envelopeFile(), there.envelopeFile());
            if (Files.exists(item.extrasFile())) {
                plan.move(item.extrasFile(), there.extrasFile());
            }
            plan.move(item.body(), there.body());
        }
        return plan.plan("queue-hold", subject(items));
    }

    /// Out of the queue into quarantine. A body stays as long as an envelope in another place needs it.
    public ChangePlan remove(List<QueueView.Item> items) throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        Set<Path> leaving = items.stream().map(QueueView.Item::envelopeFile).collect(Collectors.toSet());
        Set<Path> bodies = new HashSet<>();
        for (QueueView.Item item : items) {
            takeAway(plan, List.of(item.envelopeFile(), item.extrasFile()));
            boolean needed = queue.find(item.id()).stream()
                    .anyMatch(other -> other.body().equals(item.body()) && !leaving.contains(other.envelopeFile()));
            if (!needed && bodies.add(item.body())) {
                takeAway(plan, List.of(item.body()));
            }
        }
        return plan.plan("queue-remove", subject(items));
    }

    /// A report to each sender into the queue, then the messages out of it.
    public ChangePlan bounce(List<Notice> notices) throws IOException {
        PlanBuilder plan = new PlanBuilder(store.paths());
        for (Notice notice : notices) {
            requireOne(notice.message());
            QueueView.Item there = queue.item(notice.id(), new Place.Incoming());
            plan.putFile(there.body(), out -> {
                out.write(NO_SENDER.getBytes(StandardCharsets.US_ASCII));
                MessageWriter text = MessageWriter.received(out);
                notice.text().writeTo(text);
                text.finish();
            });
            renew(plan, there, there, notice.envelope());
            plan.putFile(there.envelopeFile(), out -> out.write(text(notice.envelope())));
            QueueView.Item message = notice.message();
            takeAway(plan, List.of(message.envelopeFile(), message.extrasFile(), message.body()));
        }
        return plan.plan(
                "queue-bounce", subject(notices.stream().map(Notice::message).toList()));
    }

    /// A message back from `dead`, or from where it lost its envelope, with a new one.
    public ChangePlan resurrect(QueueView.Item dead, Envelope envelope) throws IOException {
        requireOne(dead);
        PlanBuilder plan = new PlanBuilder(store.paths());
        QueueView.Item there = queue.item(dead.id(), new Place.Incoming());
        plan.makeDirectories(there.body().getParent());
        if (!dead.body().equals(there.body())) {
            plan.move(dead.body(), there.body());
        }
        renew(plan, dead, there, envelope.withExtras(envelope.extras().renewed(now)));
        plan.putFile(there.envelopeFile(), out -> out.write(text(envelope)));
        if (!dead.envelopeFile().equals(there.envelopeFile()) && Files.exists(dead.envelopeFile())) {
            plan.remove(dead.envelopeFile());
        }
        return plan.plan("queue-resurrect", dead.id().text());
    }

    /// Several resurrections as one change.
    public static ChangePlan together(String kind, List<ChangePlan> plans, List<QueueView.Item> items) {
        return ChangePlan.joined(kind, subject(items), plans);
    }

    /// An envelope for a message that lost its own.
    public static Envelope newEnvelope(QueueId id, String host, String reversePath, List<String> recipients) {
        return Envelope.of(
                id,
                host,
                reversePath,
                recipients.stream().map(epostadm.mailstore.spool.Recipient::of).toList(),
                EnvelopeExtras.NONE);
    }

    private void renew(PlanBuilder plan, QueueView.Item from, QueueView.Item to, Envelope envelope) throws IOException {
        boolean same = from.extrasFile().equals(to.extrasFile());
        if (!same && Files.exists(from.extrasFile())) {
            plan.remove(from.extrasFile());
        }
        plan.putFile(to.extrasFile(), out -> out.write(envelope.extrasText()));
    }

    private void requireOne(QueueView.Item item) throws IOException {
        List<QueueView.Item> found = queue.find(item.id());
        if (found.size() > 1) {
            throw new RefusedException(new Refusal.QueuedTwice(
                    item.id().text(),
                    found.stream().map(QueueView.Item::envelopeFile).toList()));
        }
    }

    private static void takeAway(PlanBuilder plan, List<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                plan.remove(file);
            }
        }
    }

    private byte[] text(Envelope envelope) {
        return envelope.text(store.edition().lineEnd());
    }

    private static String subject(List<QueueView.Item> items) {
        String first = items.isEmpty() ? "-" : items.getFirst().id().text();
        return items.size() < 2 ? first : first + " +" + (items.size() - 1);
    }
}
