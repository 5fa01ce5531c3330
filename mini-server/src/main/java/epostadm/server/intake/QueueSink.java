package epostadm.server.intake;

import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.MessageSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;

/// One message on its way into the queue. A short one is handed to the pool twice, for its id and for all the rest;
/// a long one once more for each block.
final class QueueSink implements MessageSink {

    private static final int FIRST = 1 << 12;
    private static final int BLOCK = 1 << 16;

    /// The final line, which the queue writes itself.
    private static final byte[] END = {'.', '\r', '\n'};

    private final QueueIntake intake;
    private final QueueId id;
    private final epostadm.mailstore.spool.Envelope envelope;
    private byte[] block = new byte[FIRST];
    private int length;
    /// Null until something has to be written.
    private IncomingMessage message;

    private QueueSink(QueueIntake intake, QueueId id, epostadm.mailstore.spool.Envelope envelope) {
        this.intake = intake;
        this.id = id;
        this.envelope = envelope;
    }

    static QueueSink open(QueueIntake intake, Envelope envelope) throws IOException {
        QueueId id = doing(intake, intake.spool()::nextId);
        return new QueueSink(intake, id, intake.envelopes().of(id, envelope));
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        int from = offset;
        int end = offset + count;
        while (from < end) {
            if (length == BLOCK) {
                handOver();
            }
            if (length == block.length) {
                block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(block.length * 2, length + end - from)));
            }
            int taken = Math.min(end - from, block.length - length);
            System.arraycopy(octets, from, block, length, taken);
            length += taken;
            from += taken;
        }
    }

    /// Writes the block but for what may be the end.
    private void handOver() throws IOException {
        int ready = length - END.length;
        doing(intake, () -> {
            begun().wire().write(block, 0, ready);
            return ready;
        });
        System.arraycopy(block, ready, block, 0, END.length);
        length = END.length;
    }

    private IncomingMessage begun() throws IOException {
        if (message == null) {
            message = intake.spool().receive(id, envelope.reversePath());
        }
        return message;
    }

    @Override
    public void commit() throws IOException {
        int ready = length - END.length;
        if (ready < 0 || !Arrays.equals(block, ready, length, END, 0, END.length)) {
            throw new IllegalStateException(id + ": a message without its end");
        }
        QueuedMessage queued = doing(intake, () -> {
            begun().wire().write(block, 0, ready);
            return message.commit(envelope);
        });
        intake.arrived(queued);
    }

    @Override
    public void abort() {
        if (message == null) {
            return;
        }
        try {
            intake.files().write(message::close);
        } catch (IOException stays) {
            // A half-received message is cleared away when the queue is opened next.
            message = null;
        }
    }

    private static <T> T doing(QueueIntake intake, Callable<T> work) throws IOException {
        try {
            return intake.files().write(work);
        } catch (IOException failure) {
            throw StorageFullException.orAsItIs(failure, intake.spool().room());
        }
    }
}
