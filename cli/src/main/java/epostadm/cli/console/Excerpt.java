package epostadm.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;

/// Passes a short output on as it is, and of a long one the first and the last lines with a remark between them.
///
/// The end of the output is known at [#flush], where a report is closed. Lines end with a line feed, which in every
/// charset of a terminal is no part of another character.
public final class Excerpt extends OutputStream {

    private final OutputStream out;
    private final Charset charset;
    private final int head;
    private final int tail;
    private final LongFunction<String> remark;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<byte[]> last = new ArrayDeque<>();
    private long lines;
    private long leftOut;

    /// @param remark the line that stands for so many lines
    public Excerpt(Terminal terminal, int head, int tail, LongFunction<String> remark) {
        this.out = terminal.bytes();
        this.charset = terminal.charset();
        this.head = head;
        this.tail = tail;
        this.remark = remark;
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            endLine();
        }
    }

    private void endLine() throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        lines++;
        if (lines <= head) {
            out.write(whole);
            return;
        }
        last.addLast(whole);
        // One line alone is left out for a remark of one line: not worth it.
        if (last.size() > tail + 1) {
            last.removeFirst();
            leftOut++;
        }
    }

    @Override
    public void flush() throws IOException {
        if (line.size() > 0) {
            endLine();
        }
        if (leftOut > 0) {
            last.removeFirst();
            out.write((remark.apply(leftOut + 1) + '\n').getBytes(charset));
        }
        for (byte[] kept : last) {
            out.write(kept);
        }
        last.clear();
        lines = 0;
        leftOut = 0;
        out.flush();
    }
}
