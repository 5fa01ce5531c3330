package epostadm.mailstore.store;

import java.io.IOException;
import java.io.InputStream;

/// A message as a multi-line response carries it, dots stuffed and the final dot at its end, read block by block.
/// RFC 1939 section 3.
///
/// The file is open from the beginning: that somebody deletes it meanwhile does no harm where the system allows it
/// at all.
public final class MessageWire implements AutoCloseable {

    /// The shortest block: a dot, its stuffing, and the end.
    private static final int LEAST = 16;

    private final InputStream source;
    private final boolean stuffed;
    private final long size;
    private byte[] text = {};
    private boolean lineStart = true;
    private boolean ended;

    private MessageWire(InputStream source, boolean stuffed, long size) {
        this.source = source;
        this.stuffed = stuffed;
        this.size = size;
    }

    /// What is in this form already.
    static MessageWire asItIs(InputStream file, long size) {
        return new MessageWire(file, true, size);
    }

    /// A text of CRLF lines, of which the last may lack its end.
    static MessageWire of(InputStream text, long size) {
        return new MessageWire(text, false, size);
    }

    /// How many octets the whole message has, as LIST shows them.
    public long size() {
        return size;
    }

    /// Fills the block as far as there is something; less than the block is the rest, and then [#ended()].
    public int read(byte[] block) throws IOException {
        if (block.length < LEAST) {
            throw new IllegalArgumentException("a block of " + block.length);
        }
        return stuffed ? copy(block) : stuff(block);
    }

    /// Whether all has been read.
    public boolean ended() {
        return ended;
    }

    private int copy(byte[] block) throws IOException {
        int read = source.readNBytes(block, 0, block.length);
        ended = read < block.length;
        return read;
    }

    /// Each octet may become two, and the end takes five more.
    private int stuff(byte[] block) throws IOException {
        int most = (block.length - 5) / 2;
        if (text.length != most) {
            text = new byte[most];
        }
        int read = source.readNBytes(text, 0, most);
        int out = 0;
        for (int at = 0; at < read; at++) {
            byte octet = text[at];
            if (lineStart && octet == '.') {
                block[out++] = '.';
            }
            block[out++] = octet;
            lineStart = octet == '\n';
        }
        if (read < most) {
            for (byte octet : lineStart ? LONE_DOT : END_AND_DOT) {
                block[out++] = octet;
            }
            ended = true;
        }
        return out;
    }

    private static final byte[] LONE_DOT = {'.', '\r', '\n'};
    private static final byte[] END_AND_DOT = {'\r', '\n', '.', '\r', '\n'};

    @Override
    public void close() throws IOException {
        source.close();
    }
}
