package epostadm.mailstore.store;

import java.io.IOException;
import java.io.InputStream;

/// A text up to the end of the given line of its body, which begins behind the first empty line.
final class FirstLines extends InputStream {

    private final InputStream text;
    private long left;
    private boolean inBody;
    private boolean emptyLine = true;

    FirstLines(InputStream text, int lines) {
        this.text = text;
        this.left = lines;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (inBody && left == 0) {
            return -1;
        }
        int read = text.read(into, offset, length);
        for (int at = 0; at < read; at++) {
            byte octet = into[offset + at];
            if (octet == '\n') {
                if (inBody) {
                    left--;
                } else {
                    inBody = emptyLine;
                }
                emptyLine = true;
                if (inBody && left == 0) {
                    return at + 1;
                }
            } else if (octet != '\r') {
                emptyLine = false;
            }
        }
        return read;
    }
}
