package epostadm.mailstore.disk;

/// Gathers a [MessageForm] from a file's blocks, whatever their sizes.
final class FormScan {

    private long bytes;
    private long lineStart;
    private long crlf;
    private long bareLf;
    private long crs;
    private long longestLine;
    private long stuffed;
    private long single;
    private byte bits;
    private boolean encoded;
    private byte last;
    /// The first two bytes of the line that is being read, as far as it has them.
    private byte first;
    private byte second;
    private boolean lastWasLoneDot;

    /// Takes the next `length` bytes of the file.
    void take(byte[] block, int length) {
        if (bytes == 0 && length > 0) {
            encoded = (block[0] & 0xFF) == MessageFile.ENCODED_MARK;
        }
        noteLineHead(block, 0, length);
        byte before = last;
        byte all = 0;
        for (int i = 0; i < length; i++) {
            byte b = block[i];
            all |= b;
            if (b == '\n') {
                endLine(bytes + i, before == '\r');
                lineStart = bytes + i + 1;
                noteLineHead(block, i + 1, length);
            } else if (b == '\r') {
                crs++;
            }
            before = b;
        }
        last = before;
        bits |= all;
        bytes += length;
    }

    /// Takes note of the line's first two bytes, of which `block[at]` may be the second.
    private void noteLineHead(byte[] block, int at, int length) {
        long column = bytes + at - lineStart;
        if (column == 0 && at < length) {
            first = block[at];
            second = at + 1 < length ? block[at + 1] : 0;
        } else if (column == 1 && at < length) {
            second = block[at];
        }
    }

    private void endLine(long lf, boolean afterCr) {
        if (afterCr) {
            crlf++;
        } else {
            bareLf++;
        }
        countLine(lf - lineStart - (afterCr ? 1 : 0));
    }

    private void countLine(long length) {
        longestLine = Math.max(longestLine, length);
        boolean dot = length > 0 && first == '.';
        boolean two = dot && length > 1 && second == '.';
        lastWasLoneDot = dot && length == 1;
        if (two) {
            stuffed++;
        } else if (dot) {
            single++;
        }
    }

    /// The facts about all that was taken; ends the scan.
    MessageForm form() {
        boolean openEnd = bytes > lineStart;
        if (openEnd) {
            countLine(bytes - lineStart);
        }
        return new MessageForm(
                bytes,
                crlf + bareLf + (openEnd ? 1 : 0),
                longestLine,
                new MessageForm.LineEnds(crlf, bareLf, crs - crlf),
                new MessageForm.LeadingDots(stuffed, single - (lastWasLoneDot ? 1 : 0), lastWasLoneDot),
                bits < 0,
                encoded);
    }
}
