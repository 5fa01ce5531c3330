package epostadm.mailstore.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A message's text line by line. Of a long line the beginning is kept, the rest counted.
final class LineSource {

    private static final int BLOCK = 1 << 13;

    /// What a line has room for at first: nearly all are shorter.
    private static final int ORDINARY = 512;

    private final InputStream text;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;

    private final int longest;
    private byte[] line = new byte[ORDINARY];
    private int length;
    private long begin;
    private long next;
    private int ending;

    /// @param longest how much of a line is kept
    LineSource(InputStream text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /// Goes to the next line; false at the end of the text.
    boolean advance() throws IOException {
        begin = next;
        length = 0;
        ending = 0;
        boolean cr = false;
        while (true) {
            if (position == limit && !fill()) {
                return next > begin;
            }
            int lineFeed = lineFeed();
            int until = lineFeed < 0 ? limit : lineFeed;
            int kept = Math.min(until - position, longest - length);
            if (length + kept > line.length) {
                line = Arrays.copyOf(line, Math.min(longest, 2 * (length + kept)));
            }
            System.arraycopy(block, position, line, length, kept);
            length += kept;
            if (until > position) {
                cr = block[until - 1] == '\r';
            }
            next += until - position;
            position = until;
            if (lineFeed >= 0) {
                position++;
                next++;
                ending = cr ? 2 : 1;
                if (cr && next - begin - 1 == length) {
                    length--;
                }
                return true;
            }
        }
    }

    private int lineFeed() {
        for (int i = position; i < limit; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, text.read(block, 0, block.length));
        return limit > 0;
    }

    /// The octets of the line from 0 to [#length()], without its end; valid until the next one.
    byte[] octets() {
        return line;
    }

    int length() {
        return length;
    }

    /// Where the line begins in the text.
    long begin() {
        return begin;
    }

    /// Where the line after it begins.
    long next() {
        return next;
    }

    /// How many octets end the line: CRLF 2, LF 1, the end of the text 0.
    int ending() {
        return ending;
    }

    boolean empty() {
        return next - begin == ending;
    }
}
