package epostadm.mailstore.account;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Finds out whether a text that comes in blocks is valid in a charset, and else in which line it is not.
final class CharsetProbe {

    static final int MAX_BLOCK = 32 * 1024;

    private static final int LONGEST_CHARACTER = 16;

    private final CharsetDecoder decoder;
    private final ByteBuffer pending = ByteBuffer.allocate(MAX_BLOCK + LONGEST_CHARACTER);
    private final CharBuffer decoded = CharBuffer.allocate(MAX_BLOCK);
    private int line = 1;
    private long goodBytes;
    private boolean valid = true;

    CharsetProbe(Charset charset) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// Takes the first `length` bytes of `block`, at most [#MAX_BLOCK].
    void accept(byte[] block, int length) {
        if (valid) {
            pending.put(block, 0, length);
            decode(false);
        }
    }

    /// Says that the text ends here, so that half a character at its end is one too few.
    CharsetProbe finish() {
        if (valid) {
            decode(true);
        }
        return this;
    }

    private void decode(boolean end) {
        pending.flip();
        CoderResult result;
        do {
            int from = pending.position();
            decoded.clear();
            result = decoder.decode(pending, decoded, end);
            goodBytes += pending.position() - from;
            for (int i = from; i < pending.position(); i++) {
                if (pending.get(i) == '\n') {
                    line++;
                }
            }
        } while (result.isOverflow());
        valid = !result.isError();
        pending.compact();
    }

    boolean valid() {
        return valid;
    }

    /// How many bytes stand before the first bad one.
    long goodBytes() {
        return goodBytes;
    }

    /// The line of the first bad byte, from 1; without one, the last line.
    int line() {
        return line;
    }
}
