package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.QueueEdits;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.log.FailLog;
import epostadm.mailstore.log.InLog;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.message.Addresses;
import epostadm.mailstore.message.HeaderSection;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueueView;
import epostadm.mailstore.spool.QueuedMessage.Place;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.MailStore;
import epostadm.server.control.MiniServerControl;
import epostadm.server.queue.Bounce;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is done with messages of the queue: a running mini-server lends them, and looks again when the change is
/// made; without one its lock keeps it from starting, and the vendor's delivery has to be stopped by hand.
abstract class QueueEditing extends ChangingCommand {

    private static final int LONGEST_HEADER = 1 << 18;

    @Parameters(paramLabel = "ID", arity = "1..*")
    private List<String> typed = List.of();

    private Optional<MiniServerControl> server = Optional.empty();

    /// Whether a message in that place is one for this command.
    abstract boolean suits(QueueView.Item item);

    abstract ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
            throws IOException, Refusal;

    @Override
    Closeable keepStill(MailStore store, Invocation invocation) throws IOException {
        server = MiniServerControl.of(store.work());
        if (server.isPresent()) {
            return server.get()::close;
        }
        invocation.note("queue.stop-delivery");
        return QueueView.of(store.work()).lock(invocation.holder());
    }

    /// A server that has ended lends nothing any more, and another one may have come after it.
    @Override
    void beforehand(Invocation invocation) throws Refusal {
        try {
            if (server.isPresent()) {
                server.get().ping();
            }
        } catch (IOException ended) {
            throw new Refusal(ExitCode.STORE_IN_USE, invocation.text("queue.server-ended"));
        }
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        QueueView queue = QueueView.of(store.work());
        List<QueueView.Item> items = new ArrayList<>();
        Set<QueueId> several = new HashSet<>();
        boolean all = true;
        QueueIds ids = new QueueIds(queue, invocation);
        for (QueueView.Item item : chosen(ids.items(typed, takesHalves()), invocation)) {
            List<QueueView.Item> found = queue.find(item.id());
            if (found.size() > 1 && !choosesPlace()) {
                // One body, or two: moved for the one, it would be missed by the other.
                all = false;
                if (several.add(item.id())) {
                    warnOfSeveral(item.id(), found, invocation);
                }
            } else if (!suits(item)) {
                all &= !named();
                if (named()) {
                    invocation.warn("queue.unsuited", item.id());
                }
            } else if (server.isPresent() && !server.get().lend(item.id())) {
                all = false;
                invocation.warn("queue.busy", item.id());
            } else {
                // What it was may have changed until it was lent.
                QueueIds.find(queue, item.id(), takesHalves()).stream()
                        .filter(now -> now.place().equals(item.place()))
                        .filter(this::suits)
                        .forEach(items::add);
            }
        }
        ChangePlan plan = plan(new QueueEdits(store, queue, invocation.clock().instant()), store, items, invocation);
        Proposal proposal = Proposal.bySteps(plan).endingWith(all ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
        return asks() ? proposal.asking(invocation.text("ask.queue", items.size())) : proposal;
    }

    private static void warnOfSeveral(QueueId id, List<QueueView.Item> found, Invocation invocation) {
        List<String> places =
                found.stream().map(item -> QueueRows.token(item.place())).toList();
        invocation.warn("queue.twice", id, String.join(", ", places), places.getLast());
    }

    boolean asks() {
        return false;
    }

    /// Whether a message that lost its envelope, or an envelope that lost its message, is one for this command.
    boolean takesHalves() {
        return false;
    }

    /// Whether it is typed which of several places of one id is meant.
    boolean choosesPlace() {
        return false;
    }

    /// Those of the messages that are meant.
    List<QueueView.Item> chosen(List<QueueView.Item> items, Invocation invocation) throws Refusal {
        return items;
    }

    /// Whether it was named, instead of all that suit.
    final boolean named() {
        return !typed.equals(List.of("ALL"));
    }

    static boolean whole(QueueView.Item item) {
        return item.envelope().isPresent() && !(item.place() instanceof Place.Dead);
    }

    /// `queue retry`.
    static final class Retry extends QueueEditing {
        @Override
        boolean suits(QueueView.Item item) {
            return whole(item) && item.place() instanceof Place.Waiting;
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException {
            return edits.deliverNow("queue-retry", items);
        }
    }

    /// `queue hold`.
    static final class Hold extends QueueEditing {
        @Override
        boolean suits(QueueView.Item item) {
            return whole(item) && !(item.place() instanceof Place.Held);
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException {
            return edits.hold(items);
        }
    }

    /// `queue release`.
    static final class Release extends QueueEditing {
        @Override
        boolean suits(QueueView.Item item) {
            return whole(item) && item.place() instanceof Place.Held;
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException {
            return edits.deliverNow("queue-release", items);
        }
    }

    /// `queue remove`.
    static final class Remove extends QueueEditing {

        @Option(names = "--place", paramLabel = "PLACE")
        private Optional<String> place = Optional.empty();

        @Override
        boolean choosesPlace() {
            return place.isPresent();
        }

        @Override
        List<QueueView.Item> chosen(List<QueueView.Item> items, Invocation invocation) throws Refusal {
            if (place.isEmpty()) {
                return items;
            }
            List<QueueView.Item> there = items.stream()
                    .filter(item -> QueueRows.token(item.place()).equals(place.get()))
                    .toList();
            if (there.isEmpty() && named()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("queue.not-there", place.get()));
            }
            return there;
        }

        @Override
        boolean suits(QueueView.Item item) {
            return true;
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException {
            return edits.remove(items);
        }

        @Override
        boolean takesHalves() {
            return true;
        }

        @Override
        boolean asks() {
            return true;
        }
    }

    /// `queue bounce`.
    static final class BounceThem extends QueueEditing {
        @Override
        boolean suits(QueueView.Item item) {
            return whole(item) && !item.envelope().orElseThrow().nullSender();
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException, Refusal {
            QueueView queue = QueueView.of(store.work());
            List<QueueEdits.Notice> notices = new ArrayList<>();
            for (QueueView.Item item : items) {
                Predicate<QueueId> taken = queue::taken;
                Bounce bounce = Bounce.of(
                                item.message().orElseThrow(),
                                invocation.host(),
                                postmaster(store, item.envelope().orElseThrow(), invocation.host()),
                                item.arrived(),
                                invocation.clock().instant(),
                                taken)
                        .orElseThrow(() -> new Refusal(ExitCode.USAGE, invocation.text("queue.unsuited", item.id())));
                notices.add(new QueueEdits.Notice(item, bounce.id(), bounce.envelope(), bounce::writeTo));
            }
            return edits.bounce(notices);
        }

        private static String postmaster(MailStore store, Envelope envelope, String host) {
            return Stream.concat(
                            Stream.of(envelope.reversePath()),
                            envelope.recipients().stream().map(Recipient::address))
                    .map(address -> DomainName.parse(address.substring(address.lastIndexOf('@') + 1)))
                    .flatMap(Optional::stream)
                    .filter(store.domains()::contains)
                    .map(DomainName::text)
                    .findFirst()
                    .orElse(host);
        }

        @Override
        boolean asks() {
            return true;
        }
    }

    /// `queue resurrect`.
    static final class Resurrect extends QueueEditing {
        @Override
        boolean suits(QueueView.Item item) {
            return item.place() instanceof Place.Dead
                    || (named() && item.envelope().isEmpty() && Files.isRegularFile(item.body()));
        }

        @Override
        boolean takesHalves() {
            return true;
        }

        @Override
        ChangePlan plan(QueueEdits edits, MailStore store, List<QueueView.Item> items, Invocation invocation)
                throws IOException, Refusal {
            List<ChangePlan> plans = new ArrayList<>();
            for (QueueView.Item item : items) {
                Envelope envelope = envelope(store, item, invocation);
                invocation.warn(
                        "queue.envelope",
                        item.id(),
                        envelope.nullSender() ? "<>" : envelope.reversePath(),
                        String.join(
                                ", ",
                                envelope.recipients().stream()
                                        .map(Recipient::address)
                                        .toList()));
                plans.add(edits.resurrect(item, envelope));
            }
            return QueueEdits.together("queue-resurrect", plans, items);
        }

        /// Its own, else what `faillog` says, else what `inlog` says, else what its header says.
        private static Envelope envelope(MailStore store, QueueView.Item item, Invocation invocation)
                throws IOException, Refusal {
            if (item.envelope().isPresent()) {
                return item.envelope().get();
            }
            List<LogLine.GivenUp> failed = FailLog.of(store.work(), item.id().text());
            String from;
            List<String> to;
            List<LogLine.Taken> taken =
                    failed.isEmpty() ? InLog.of(store.work(), item.id().text()) : List.of();
            if (!taken.isEmpty()) {
                from = taken.getLast().from();
                to = taken.stream().map(LogLine.Taken::to).distinct().toList();
            } else if (failed.isEmpty()) {
                try (InputStream text = QueueView.text(item.body())) {
                    HeaderSection header = HeaderSection.read(text, LONGEST_HEADER);
                    from = Stream.of("Sender", "From")
                            .flatMap(name -> header.all(name).stream())
                            .flatMap(field -> Addresses.in(field).stream())
                            .findFirst()
                            .orElse("");
                    to = Stream.of("To", "Cc", "Bcc")
                            .flatMap(name -> header.all(name).stream())
                            .flatMap(field -> Addresses.in(field).stream())
                            .distinct()
                            .toList();
                }
            } else {
                from = failed.getLast().from();
                to = failed.stream().map(LogLine.GivenUp::to).distinct().toList();
            }
            if (to.isEmpty()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("queue.nobody", item.id()));
            }
            return QueueEdits.newEnvelope(item.id(), invocation.host(), from, to);
        }

        @Override
        boolean asks() {
            return true;
        }
    }
}
