package epostadm.server.reception;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.smtp.session.StorageFullException;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// A message on its way into the queue. What comes is gathered, so that a small message goes to the disk's threads
/// once, and a large one a block at a time.
final class SpoolSink implements MessageSink {

    private static final int FIRST = 1 << 12;
    private static final int BLOCK = 1 << 16;

    private final Spool spool;
    private final FileWork files;
    private final QueueId id;
    private final Envelope envelope;
    private final Consumer<QueuedMessage> arrived;
    private byte[] gathered = new byte[FIRST];
    private int length;
    private Optional<IncomingMessage> message = Optional.empty();

    SpoolSink(Spool spool, FileWork files, QueueId id, Envelope envelope, Consumer<QueuedMessage> arrived) {
        this.spool = spool;
        this.files = files;
        this.id = id;
        this.envelope = envelope;
        this.arrived = arrived;
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        int taken = 0;
        while (taken < count) {
            if (length == BLOCK) {
                onDisk(this::drain);
            }
            int part = Math.min(count - taken, BLOCK - length);
            if (length + part > gathered.length) {
                gathered = Arrays.copyOf(gathered, Math.min(BLOCK, Math.max(gathered.length * 2, length + part)));
            }
            System.arraycopy(octets, offset + taken, gathered, length, part);
            length += part;
            taken += part;
        }
    }

    @Override
    public void commit() throws IOException {
        QueuedMessage queued = onDisk(() -> drain().commit(envelope));
        arrived.accept(queued);
    }

    private IncomingMessage drain() throws IOException {
        if (message.isEmpty()) {
            message = Optional.of(spool.receive(id, envelope.reversePath()));
        }
        message.get().wire().write(gathered, 0, length);
        length = 0;
        return message.get();
    }

    @Override
    public void abort() {
        length = 0;
        if (message.isPresent()) {
            try {
                files.write(message.get()::close);
            } catch (IOException e) {
                // It lies in the directory for what is half taken, which the next start clears.
                message = Optional.empty();
            }
        }
    }

    private <T> T onDisk(Callable<T> work) throws IOException {
        try {
            return files.write(work);
        } catch (IOException e) {
            throw full(e) ? new StorageFullException(e) : e;
        }
    }

    /// The operating system's reasons reach Java as texts only.
    private static boolean full(IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("no space left on device")
                || reason.contains("not enough space")
                || reason.contains("disk quota exceeded");
    }
}
