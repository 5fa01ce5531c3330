package epostadm.mailstore.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Writes a message's text as the store keeps it: CRLF lines, and one more dot before each that starts with a dot.
///
/// A message is whole only after [#finish()]: closing alone never adds the final `.` line, so that a text cut short
/// by a failure is not mistaken for a whole one. docs/store-format.md, "Message bytes".
public final class MessageWriter extends OutputStream {

    private final OutputStream file;
    private final boolean withFinalDot;
    private boolean lineStart = true;
    private boolean afterCr;
    private boolean finished;
    private long textSize;

    private MessageWriter(OutputStream file, boolean withFinalDot, int blockSize) {
        this.file = new BufferedOutputStream(file, blockSize);
        this.withFinalDot = withFinalDot;
    }

    /// For a message that SMTP brings: with the final `.` line, before which the text always ends in CRLF.
    public static MessageWriter received(OutputStream file) {
        return received(file, MessageFile.BLOCK);
    }

    static MessageWriter received(OutputStream file, int blockSize) {
        return new MessageWriter(file, true, blockSize);
    }

    /// For a message that APPEND or an import brings: without the final line, and with no line end added.
    public static MessageWriter appended(OutputStream file) {
        return appended(file, MessageFile.BLOCK);
    }

    static MessageWriter appended(OutputStream file, int blockSize) {
        return new MessageWriter(file, false, blockSize);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] text, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, text.length);
        if (finished) {
            throw new IOException("the message is finished");
        }
        if (textSize == 0 && length > 0 && (text[offset] & 0xFF) == MessageFile.ENCODED_MARK) {
            throw new EncodedMessageException("a text that starts with 0xFF would be taken for an encoded message");
        }
        int end = offset + length;
        int from = offset;
        int at = offset;
        while (at < end) {
            if (lineStart && text[at] == '.') {
                file.write(text, from, at - from);
                file.write('.');
                from = at;
            }
            int lf = LineFeeds.next(text, at, end);
            boolean cr = lf > at ? text[lf - 1] == '\r' : afterCr;
            if (lf < end && !cr) {
                file.write(text, from, lf - from);
                file.write('\r');
                textSize++;
                from = lf;
            }
            lineStart = lf < end;
            afterCr = lf == end && cr;
            at = lf < end ? lf + 1 : end;
        }
        file.write(text, from, end - from);
        textSize += length;
    }

    /// Ends the message and hands all of it on; closes nothing.
    public void finish() throws IOException {
        if (!finished && withFinalDot) {
            if (!lineStart) {
                file.write('\r');
                file.write('\n');
                textSize += 2;
            }
            file.write('.');
            file.write('\r');
            file.write('\n');
        }
        finished = true;
        file.flush();
    }

    /// How many bytes a reader will find in what was written so far: RFC822.SIZE, once finished.
    public long textSize() {
        return textSize;
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
