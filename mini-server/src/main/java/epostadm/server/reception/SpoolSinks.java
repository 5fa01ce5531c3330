package epostadm.server.reception;

import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The door of the queue: what sessions take in goes there, and whoever delivers is told.
public final class SpoolSinks implements MessageSink.Source {

    private final Spool spool;
    private final FileWork files;
    private final String host;
    private final InstantSource clock;
    private final Consumer<QueuedMessage> arrived;

    /// @param host this server's name, for the queue's message ids
    /// @param arrived is told of every message that is in the queue for good; must not wait
    public SpoolSinks(Spool spool, FileWork files, String host, InstantSource clock, Consumer<QueuedMessage> arrived) {
        this.spool = spool;
        this.files = files;
        this.host = host;
        this.clock = clock;
        this.arrived = arrived;
    }

    @Override
    public MessageSink open(Envelope envelope) throws IOException {
        QueueId id = files.write(spool::nextId);
        return new SpoolSink(spool, files, id, QueueEnvelopes.of(envelope, id, host, clock.instant()), arrived);
    }
}
