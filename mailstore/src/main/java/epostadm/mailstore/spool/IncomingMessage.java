package epostadm.mailstore.spool;

import epostadm.mailstore.disk.MessageWriter;
import epostadm.mailstore.disk.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A message on its way into the queue, in `temp`: written block by block, then committed or, by closing, given up.
///
/// The file begins with the Return-Path line of final delivery (RFC 5321 section 4.4), so that delivering into a
/// mailbox is a second name for the file; [Spool#text] leaves it out again. For one thread.
public final class IncomingMessage implements AutoCloseable {

    private static final int BLOCK = 1 << 15;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] FINAL_DOT = {'.', '\r', '\n'};

    private final Spool spool;
    private final QueueId id;
    private final String reversePath;
    private final Path file;
    private final FileChannel channel;
    private final OutputStream raw;
    private final MessageWriter text;
    private int last = '\n';
    private int beforeLast = '\r';
    private long size;
    private boolean wireUsed;
    private boolean textUsed;
    private boolean done;

    private IncomingMessage(Spool spool, QueueId id, String reversePath, Path file, FileChannel channel) {
        this.spool = spool;
        this.id = id;
        this.reversePath = reversePath;
        this.file = file;
        this.channel = channel;
        this.raw = new BufferedOutputStream(Channels.newOutputStream(channel), BLOCK);
        this.text = MessageWriter.received(raw);
    }

    static IncomingMessage create(Spool spool, QueueId id, String reversePath, Path file) throws IOException {
        EnvelopeLine.requirePath(reversePath);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFiles.fileAttributes(file));
        IncomingMessage message = new IncomingMessage(spool, id, reversePath, file, channel);
        try {
            message.raw.write(ReturnPathLine.of(reversePath));
            return message;
        } catch (IOException | RuntimeException e) {
            message.close();
            throw e;
        }
    }

    /// The id that stands in the Received line.
    public QueueId id() {
        return id;
    }

    public String reversePath() {
        return reversePath;
    }

    /// For whoever has the form of the wire: CRLF lines, dot-stuffed, without the final `.` line. Nothing is
    /// changed but that a missing last line end is added. For header lines of one's own, too.
    public OutputStream wire() {
        if (textUsed) {
            throw new IllegalStateException("a message is written in one form");
        }
        wireUsed = true;
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writeWire(bytes, offset, length);
            }
        };
    }

    /// For whoever has the text: dots are stuffed here, and LF alone becomes CRLF.
    public OutputStream text() {
        if (wireUsed) {
            throw new IllegalStateException("a message is written in one form");
        }
        textUsed = true;
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                requireOpen();
                text.write(bytes, offset, length);
                size += length;
            }
        };
    }

    /// How many bytes have been given.
    public long size() {
        return size;
    }

    private void writeWire(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        raw.write(bytes, offset, length);
        size += length;
        if (length > 1) {
            beforeLast = bytes[offset + length - 2];
            last = bytes[offset + length - 1];
        } else if (length == 1) {
            beforeLast = last;
            last = bytes[offset];
        }
    }

    private void requireOpen() throws IOException {
        if (done) {
            throw new IOException(file + ": the message is finished");
        }
    }

    /// Makes the message and its envelope outlast a power cut; when this returns, they are in the queue. Waits for
    /// the disk, together with all who commit at the same time.
    ///
    /// @throws IOException where anything fails; the message is then not in the queue, as far as the disk answers
    public QueuedMessage commit(Envelope envelope) throws IOException {
        requireOpen();
        if (!envelope.reversePath().equals(reversePath)) {
            throw new IllegalArgumentException("another reverse-path than the message was begun with");
        }
        done = true;
        try {
            if (textUsed) {
                text.finish();
            } else {
                if (beforeLast != '\r' || last != '\n') {
                    raw.write(LINE_END);
                }
                raw.write(FINAL_DOT);
                raw.flush();
            }
            return spool.commit(this, envelope);
        } catch (IOException | RuntimeException e) {
            discard();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /// Makes what was written outlast a power cut.
    void force() throws IOException {
        spool.forceData(channel);
        channel.close();
    }

    /// Gives the message up, unless it was committed.
    @Override
    public void close() throws IOException {
        if (!done) {
            done = true;
            discard();
        }
    }

    private void discard() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
