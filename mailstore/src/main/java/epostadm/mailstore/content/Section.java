package epostadm.mailstore.content;

import java.io.IOException;
import java.io.InputStream;

/// A stream's next octets, so many and no more.
final class Section extends InputStream {

    private final InputStream source;
    private long left;

    Section(InputStream source, long length) {
        this.source = source;
        this.left = Math.max(0, length);
    }

    @Override
    public int read() throws IOException {
        int octet = left == 0 ? -1 : source.read();
        left -= octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int read = source.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
