package epostadm.mailstore.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;

/// Reads text that does not say its charset: as ASCII, until something else is met, by which it is guessed.
final class UnlabelledReader extends Reader {

    /// So many octets are looked at for a guess.
    static final int BLOCK = 8192;

    private final InputStream octets;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int limit;

    /// Reads the rest once the charset is guessed.
    private Reader rest;

    UnlabelledReader(InputStream octets) {
        this.octets = octets;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        if (rest != null || length == 0) {
            return length == 0 ? 0 : rest.read(chars, offset, length);
        }
        if (at == limit) {
            limit = Math.max(0, octets.read(block));
            at = 0;
            if (limit == 0) {
                return -1;
            }
        }
        int read = 0;
        while (read < length && at < limit && block[at] >= 0 && block[at] != CharsetGuess.ESCAPE) {
            chars[offset + read++] = (char) block[at++];
        }
        if (read > 0) {
            return read;
        }
        lookAhead();
        if (block[0] == CharsetGuess.ESCAPE && !CharsetGuess.escapes(block, 0, limit)) {
            chars[offset] = (char) block[at++];
            return 1;
        }
        boolean cut = limit == block.length;
        rest = new InputStreamReader(
                new SequenceInputStream(new ByteArrayInputStream(block, 0, limit), octets),
                CharsetGuess.of(block, limit, cut));
        return rest.read(chars, offset, length);
    }

    /// Fills the block from where it was read to.
    private void lookAhead() throws IOException {
        System.arraycopy(block, at, block, 0, limit - at);
        limit -= at;
        at = 0;
        limit += octets.readNBytes(block, limit, block.length - limit);
    }

    @Override
    public void close() throws IOException {
        octets.close();
    }
}
