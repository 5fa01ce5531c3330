package epostadm.mailstore.content;

import java.io.IOException;
import java.io.InputStream;

/// Decodes quoted-printable; what is no escape passes as it is. RFC 2045 section 6.7. Space at a line's end is the
/// transport's and goes.
final class QuotedPrintable extends Decoded {

    private static final int END = -1;
    private static final int NONE = -2;

    private final byte[] out = new byte[1 << 13];

    /// Space that goes where a line end follows; longer than any line should be, it is text.
    private final byte[] space = new byte[1000];

    private int spaces;

    /// Octets that were looked at and not taken, the next one last.
    private final int[] back = new int[4];

    private int backs;

    QuotedPrintable(InputStream source) {
        super(source);
    }

    @Override
    void more() throws IOException {
        int count = 0;
        // An escape and all the space before it must find room.
        while (count + space.length + 4 <= out.length) {
            int octet = take();
            if (octet == ' ' || octet == '\t') {
                if (spaces == space.length) {
                    count = flush(count);
                }
                space[spaces++] = (byte) octet;
            } else if (octet == END) {
                spaces = 0;
                break;
            } else if (octet == '\r' || octet == '\n') {
                if (octet == '\n' || lineFeedFollows()) {
                    spaces = 0;
                }
                count = flush(count);
                out[count++] = (byte) octet;
            } else if (octet == '=') {
                count = flush(count);
                int decoded = escape();
                if (decoded >= 0) {
                    out[count++] = (byte) decoded;
                }
            } else {
                count = flush(count);
                out[count++] = (byte) octet;
            }
        }
        ready(out, count);
    }

    private int flush(int count) {
        System.arraycopy(space, 0, out, count, spaces);
        int end = count + spaces;
        spaces = 0;
        return end;
    }

    private int take() throws IOException {
        return backs > 0 ? back[--backs] : next();
    }

    private void giveBack(int octet) {
        back[backs++] = octet;
    }

    private boolean lineFeedFollows() throws IOException {
        int octet = take();
        giveBack(octet);
        return octet == '\n';
    }

    /// What stands for what follows `=`: an octet, nothing (a line end that is none), or `=` itself.
    private int escape() throws IOException {
        int first = take();
        int high = Character.digit(first, 16);
        if (high >= 0 && first < 0x80) {
            int second = take();
            int low = Character.digit(second, 16);
            if (low >= 0 && second < 0x80) {
                return high << 4 | low;
            }
            giveBack(second);
            giveBack(first);
            return '=';
        }
        return softBreak(first) ? NONE : '=';
    }

    /// Takes the line end that follows, with space before it; leaves anything else.
    private boolean softBreak(int first) throws IOException {
        int octet = first;
        int passed = 0;
        while ((octet == ' ' || octet == '\t') && passed < space.length) {
            space[passed++] = (byte) octet;
            octet = take();
        }
        if (octet == END || octet == '\n') {
            return true;
        }
        if (octet == '\r') {
            if (lineFeedFollows()) {
                take();
                return true;
            }
        }
        giveBack(octet);
        spaces = passed;
        return false;
    }
}
