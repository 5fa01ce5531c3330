package epostadm.server.delivery;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.queue.Branches;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.TestBranches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A store with a queue, and what delivers from the one into the other.
final class DeliveryHouse implements AutoCloseable, DeliveryEvents {

    static final String HOST = "mx.a.example";
    static final String SENDER = "suzuki@b.example";

    private static final InstantSource CLOCK = InstantSource.fixed(TestStore.NOW);

    final TestStore store;
    final Spool spool;
    final AccountWatch accounts;
    final MailboxDelivery delivery;
    final List<String> told = new CopyOnWriteArrayList<>();

    DeliveryHouse(Path directory, Edition edition) throws IOException {
        this(TestStore.at(directory.resolve("mail"), edition, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("tanaka")
                .account("sato"));
    }

    DeliveryHouse(TestStore store) throws IOException {
        this.store = store;
        spool = Spool.open(store.work(), store.open().edition(), CLOCK, "test");
        accounts = new AccountWatch(store.open(), CLOCK, e -> told.add("trouble " + e));
        delivery = new MailboxDelivery(
                spool, accounts, new Administrator(Optional.of("boss@a.example")), HOST, CLOCK, this);
    }

    QueuedMessage put(String from, String wire, Recipient... recipients) throws IOException {
        try (IncomingMessage message = spool.receive(from)) {
            message.wire().write(wire.getBytes(StandardCharsets.UTF_8));
            return message.commit(Envelope.of(message.id(), HOST, from, List.of(recipients), EnvelopeExtras.NONE));
        }
    }

    QueuedMessage put(String from, String wire) throws IOException {
        return put(from, wire, Recipient.of("sato@a.example"));
    }

    Outcome deliver(QueuedMessage message) throws IOException {
        return deliver(message, "sato", branches -> branches);
    }

    Outcome deliver(QueuedMessage message, String account, UnaryOperator<Branches> around) throws IOException {
        Account found = store.find(account);
        return delivery.deliver(
                message,
                message.envelope().recipients().getFirst(),
                found,
                around.apply(TestBranches.of(spool, HOST, message)));
    }

    /// The names of what lies in the mailbox under `.MSG`.
    List<String> arrivals(String account) {
        return Files.exists(store.path("inbox/a.example/" + account))
                ? store.names("inbox/a.example/" + account).stream()
                        .filter(name -> name.endsWith(".MSG"))
                        .toList()
                : List.of();
    }

    /// The ids in `incoming` that branched off.
    List<String> branches() throws IOException {
        return spool.incoming().stream()
                .map(QueueId::text)
                .filter(id -> id.contains("-"))
                .toList();
    }

    QueuedMessage queued(String id) throws IOException {
        return ((SpoolEntry.Ready) spool.incoming(QueueId.parse(id).orElseThrow())).message();
    }

    String body(String id) {
        return store.read("incoming/" + id + ".MSG");
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    @Override
    public void kept(QueuedMessage message, Account account, Stay reason) {
        told.add(reason.toString());
    }

    @Override
    public void unanswered(QueuedMessage message, Account account, Silence reason) {
        told.add(reason.toString());
    }

    @Override
    public void leftAlone(Path file) {
        told.add(file.getFileName().toString());
    }

    @Override
    public void trouble(QueuedMessage message, Account account, Exception trouble) {
        told.add("trouble");
    }
}
