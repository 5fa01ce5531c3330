package epostadm.mailstore.disk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The text of a message file, read in blocks: bare LF becomes CRLF, one dot of two at a line's start goes, and a
/// lone `.` ends the text where it is the last line of the file.
///
/// Bytes are copied in runs that reach over as many ordinary lines as the block has; only a line that starts with a
/// dot or ends in a bare LF ends a run. docs/store-format.md, "Message bytes".
public final class MessageText extends InputStream {

    /// What must be looked at together: a lone dot, its CRLF, and whether anything follows.
    static final int LEAST_BLOCK = 4;

    private final InputStream raw;
    private final byte[] block;
    private int position;
    private int limit;
    private boolean rawEnded;
    private boolean lineStart = true;
    /// Whether the byte before `position` went out as a CR, so that an LF there needs none.
    private boolean afterCr;

    private boolean altered;

    /// The text of a file whose bytes are all there.
    MessageText(byte[] file) {
        this.raw = InputStream.nullInputStream();
        this.block = file;
        this.limit = file.length;
        this.rawEnded = true;
    }

    MessageText(InputStream raw, int blockSize) throws IOException {
        this.raw = raw;
        this.block = new byte[Math.max(blockSize, LEAST_BLOCK)];
        fill(1);
    }

    /// To be asked before the first read.
    boolean encoded() {
        return limit > 0 && (block[0] & 0xFF) == MessageFile.ENCODED_MARK;
    }

    /// Whether what was read so far is the beginning of the file, byte for byte.
    public boolean plain() {
        return !altered;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int out = offset;
        int end = offset + length;
        while (out < end && fill(1)) {
            if (lineStart && block[position] == '.') {
                fill(LEAST_BLOCK);
                if (finalDot()) {
                    position = limit;
                    break;
                }
                if (position + 1 < limit && block[position + 1] == '.') {
                    position++;
                    altered = true;
                }
            }
            int run = run(position + Math.min(limit - position, end - out));
            System.arraycopy(block, position, into, out, run);
            out += run;
            position += run;
            if (out < end && position < limit && block[position] == '\n' && !afterCr) {
                into[out++] = '\r';
                afterCr = true;
                altered = true;
            }
        }
        return out == offset && length > 0 ? -1 : out - offset;
    }

    /// How many bytes from `position` on, none at or after `stop`, go out as they are; takes note of how they end.
    /// The first byte goes out even where it is a dot, which has been dealt with.
    private int run(int stop) {
        int at = position;
        while (true) {
            int lf = LineFeeds.next(block, at, stop);
            if (lf == stop) {
                if (stop > at) {
                    lineStart = false;
                    afterCr = block[stop - 1] == '\r';
                }
                return stop - position;
            }
            boolean bare = lf > at ? block[lf - 1] != '\r' : !afterCr;
            if (bare) {
                afterCr = false;
                return lf - position;
            }
            at = lf + 1;
            lineStart = true;
            afterCr = false;
            if (at < stop && block[at] == '.') {
                return at - position;
            }
        }
    }

    /// Whether what is left of the file is a lone dot and its line end, if it has one.
    private boolean finalDot() {
        int left = limit - position;
        return left == 1
                || left == 2 && block[position + 1] == '\n'
                || left == 3 && block[position + 1] == '\r' && block[position + 2] == '\n';
    }

    /// Sees to it that `wanted` bytes lie in the block, or all that the file still has; whether there is any.
    private boolean fill(int wanted) throws IOException {
        if (limit - position >= wanted) {
            return true;
        }
        if (!rawEnded) {
            System.arraycopy(block, position, block, 0, limit - position);
            limit -= position;
            position = 0;
            while (limit < wanted && !rawEnded) {
                int read = raw.read(block, limit, block.length - limit);
                rawEnded = read < 0;
                limit += Math.max(read, 0);
            }
        }
        return limit > position;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
