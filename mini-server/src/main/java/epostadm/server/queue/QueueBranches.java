package epostadm.server.queue;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The branches of one message, gathered until it is settled: only then may they be delivered, so that a crash in
/// between finds them here.
final class QueueBranches implements Branches {

    private static final int MOST = 999;

    private final Spool spool;
    private final String host;
    private final QueuedMessage message;
    private final List<QueueId> made;

    /// The lines that each message begins with.
    private final String head;

    QueueBranches(Spool spool, String host, QueuedMessage message) {
        this(spool, host, message, new ArrayList<>(), "");
    }

    private QueueBranches(Spool spool, String host, QueuedMessage message, List<QueueId> made, String head) {
        this.spool = spool;
        this.host = host;
        this.message = message;
        this.made = made;
        this.head = head;
    }

    @Override
    public Branches headed(String field) {
        return new QueueBranches(spool, host, message, made, head + field + "\r\n");
    }

    /// What has been made, to be delivered now.
    List<QueueId> made() {
        return List.copyOf(made);
    }

    @Override
    public void forward(String reversePath, List<Recipient> recipients, EnvelopeExtras extras) throws IOException {
        QueueId id = free(base -> base.branch(QueueId.Branch.FORWARD), reversePath, recipients);
        if (!spool.taken(id)) {
            if (head.isEmpty()) {
                spool.branch(message, id, envelope(id, reversePath, recipients, extras));
            } else {
                write(id, reversePath, recipients, extras, this::copyMessage);
            }
        }
        remember(id);
    }

    @Override
    public void reply(String reversePath, List<Recipient> recipients, Text text) throws IOException {
        QueueId id = free(base -> base.branch(QueueId.Branch.AUTOMATIC_REPLY), reversePath, recipients);
        if (!spool.taken(id)) {
            write(id, reversePath, recipients, EnvelopeExtras.NONE, text);
        }
        remember(id);
    }

    private void copyMessage(OutputStream out) throws IOException {
        try (InputStream text = spool.text(message)) {
            text.transferTo(out);
        }
    }

    /// A report to the sender; always a new one.
    QueueId report(String to, EnvelopeExtras extras, Text text) throws IOException {
        List<Recipient> sender = List.of(Recipient.of(to));
        QueueId id = first(base -> base.branch(QueueId.Branch.ERROR), candidate -> !spool.taken(candidate));
        write(id, "", sender, extras, text);
        remember(id);
        return id;
    }

    /// The message for some of its recipients, to be delivered on its own.
    QueuedMessage part(List<Recipient> recipients, EnvelopeExtras extras) throws IOException {
        QueueId id = free();
        return spool.branch(message, id, envelope(id, message.envelope().reversePath(), recipients, extras));
    }

    private QueueId free() throws IOException {
        // Beyond the last number the parts go on below it, so that the message stays their ancestor.
        for (QueueId stem = message.id(); stem.canBranch(); stem = stem.part(MOST)) {
            for (int number = 1; number <= MOST; number++) {
                QueueId id = stem.part(number);
                if (!spool.taken(id)) {
                    return id;
                }
            }
        }
        return spool.nextId();
    }

    private void write(QueueId id, String reversePath, List<Recipient> recipients, EnvelopeExtras extras, Text text)
            throws IOException {
        try (IncomingMessage written = spool.receive(id, reversePath)) {
            written.text().write(head.getBytes(StandardCharsets.UTF_8));
            text.writeTo(written.text());
            written.commit(envelope(id, reversePath, recipients, extras));
        }
    }

    private void remember(QueueId id) {
        if (!made.contains(id)) {
            made.add(id);
        }
    }

    private Envelope envelope(QueueId id, String reversePath, List<Recipient> recipients, EnvelopeExtras extras) {
        return Envelope.of(id, host, reversePath, recipients, extras);
    }

    /// The id of that very branch, if it waits to be delivered, or the first that nobody has.
    private QueueId free(Function<QueueId, QueueId> kind, String reversePath, List<Recipient> recipients)
            throws IOException {
        return first(kind, id -> !spool.taken(id) || same(id, reversePath, recipients));
    }

    private QueueId first(Function<QueueId, QueueId> kind, Test test) throws IOException {
        QueueId base = message.id().canBranch() ? message.id() : spool.nextId();
        for (int number = 0; number <= MOST; number++) {
            QueueId stem = number == 0 ? base : base.part(number);
            if (stem.canBranch() && test.passes(kind.apply(stem))) {
                return kind.apply(stem);
            }
        }
        throw new IOException(message.id() + ": no id is left for a branch");
    }

    @FunctionalInterface
    private interface Test {
        boolean passes(QueueId id) throws IOException;
    }

    private boolean same(QueueId id, String reversePath, List<Recipient> recipients) throws IOException {
        return spool.incoming(id) instanceof SpoolEntry.Ready(QueuedMessage found)
                && found.envelope().reversePath().equals(reversePath)
                && addresses(found.envelope().recipients()).equals(addresses(recipients))
                && beginsWithHead(found);
    }

    private boolean beginsWithHead(QueuedMessage found) throws IOException {
        if (head.isEmpty()) {
            return true;
        }
        byte[] expected = head.getBytes(StandardCharsets.UTF_8);
        try (InputStream text = spool.text(found)) {
            return Arrays.equals(expected, text.readNBytes(expected.length));
        }
    }

    private static List<String> addresses(List<Recipient> recipients) {
        return recipients.stream().map(Recipient::address).toList();
    }
}
