package epostadm.mailstore.account;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The lines of a text as bytes, in constant memory.
///
/// A line ends at LF, and one CR before it belongs to the end; LF is part of no other character in any encoding
/// read here. Of a line longer than [#MAX_LENGTH] nothing is kept but its number.
final class ByteLines implements Closeable {

    static final int MAX_LENGTH = 64 * 1024;

    private final InputStream in;
    private final byte[] block = new byte[64 * 1024];
    private int position;
    private int limit;

    /// One byte longer than a line may be: the CR.
    private final byte[] line = new byte[MAX_LENGTH + 1];

    private int length;
    private int number;
    private boolean tooLong;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false at the end of the text.
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        if (position == limit && !fill()) {
            return false;
        }
        number++;
        do {
            int end = position;
            while (end < limit && block[end] != '\n') {
                end++;
            }
            append(end);
            if (end < limit) {
                position = end + 1;
                dropCarriageReturn();
                break;
            }
            position = limit;
        } while (fill());
        tooLong |= length > MAX_LENGTH;
        return true;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(block));
        return limit > 0;
    }

    private void append(int end) {
        int taken = Math.min(end - position, line.length - length);
        tooLong |= taken < end - position;
        System.arraycopy(block, position, line, length, taken);
        length += taken;
    }

    private void dropCarriageReturn() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
    }

    /// The present line's number, from 1.
    int number() {
        return number;
    }

    boolean tooLong() {
        return tooLong;
    }

    /// The present line's bytes, in the first [#length()] places; good until the next line.
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /// Takes the first `count` bytes off the present line.
    void drop(int count) {
        length -= count;
        System.arraycopy(line, count, line, 0, length);
    }

    boolean startsWith(byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i == length || line[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ') {
                return false;
            }
        }
        return !tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
