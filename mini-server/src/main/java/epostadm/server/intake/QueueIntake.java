package epostadm.server.intake;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.util.function.Consumer;

/// Takes messages from sessions into the queue. All file work is done in the pool for writing, where those who
/// commit at the same time wait for the disk together.
public final class QueueIntake implements MessageSink.Source {

    private final Spool spool;
    private final FileWork files;
    private final QueueEnvelopes envelopes;
    private final Consumer<QueuedMessage> arrived;

    /// @param arrived is told of each message that is in the queue, from the thread that put it there
    public QueueIntake(Spool spool, FileWork files, QueueEnvelopes envelopes, Consumer<QueuedMessage> arrived) {
        this.spool = spool;
        this.files = files;
        this.envelopes = envelopes;
        this.arrived = arrived;
    }

    @Override
    public MessageSink open(Envelope envelope) throws IOException {
        return QueueSink.open(this, envelope);
    }

    Spool spool() {
        return spool;
    }

    FileWork files() {
        return files;
    }

    QueueEnvelopes envelopes() {
        return envelopes;
    }

    void arrived(QueuedMessage message) {
        arrived.accept(message);
    }
}
