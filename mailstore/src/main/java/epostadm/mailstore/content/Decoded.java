package epostadm.mailstore.content;

import java.io.IOException;
import java.io.InputStream;

/// A stream that turns blocks of another one into blocks of its own.
abstract class Decoded extends InputStream {

    private final InputStream source;
    private final byte[] block = new byte[1 << 13];
    private int next;
    private int limit;

    private byte[] ready = {};
    private int position;
    private int length;
    private boolean ended;

    Decoded(InputStream source) {
        this.source = source;
    }

    /// The next octet of the source; negative at its end.
    final int next() throws IOException {
        if (next == limit) {
            next = 0;
            limit = Math.max(0, source.read(block, 0, block.length));
        }
        return limit == 0 ? -1 : block[next++] & 0xFF;
    }

    /// Gives some octets to [#ready]; nothing at the end.
    abstract void more() throws IOException;

    final void ready(byte[] octets, int count) {
        ready = octets;
        position = 0;
        length = count;
    }

    private boolean fill() throws IOException {
        if (position == length && !ended) {
            ready(ready, 0);
            more();
            ended = length == 0;
        }
        return position < length;
    }

    @Override
    public final int read() throws IOException {
        return fill() ? ready[position++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] into, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(most, length - position);
        System.arraycopy(ready, position, into, offset, read);
        position += read;
        return read;
    }

    @Override
    public final void close() throws IOException {
        source.close();
    }
}
