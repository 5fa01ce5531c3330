package epostadm.server.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Brings a message into the form that DATA sends, and stores keep: every dot at a line's start doubled, a lone dot
/// at the end. RFC 5321 section 4.5.2.
///
/// Takes the bytes block by block, cut anywhere.
public final class DotStuffing {

    private static final byte[] DOT = {'.'};

    private final OutputStream out;
    private boolean lineStart = true;
    private boolean afterCr;
    private boolean bareLineEnd;

    public DotStuffing(OutputStream out) {
        this.out = out;
    }

    public void write(byte[] block, int from, int to) throws IOException {
        int written = from;
        for (int at = from; at < to; at++) {
            byte octet = block[at];
            if (afterCr != (octet == '\n')) {
                bareLineEnd = true;
            }
            if (lineStart && octet == '.') {
                out.write(block, written, at - written);
                out.write(DOT);
                written = at;
            }
            lineStart = afterCr && octet == '\n';
            afterCr = octet == '\r';
        }
        out.write(block, written, to - written);
    }

    /// Writes the end: the last line's CRLF, if it lacks one, and the lone dot.
    public void end() throws IOException {
        if (afterCr) {
            bareLineEnd = true;
        }
        out.write((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Whether a CR without LF or an LF without CR was in it. Of a CR at the end of the last block it is known only
    /// at the [#end].
    public boolean bareLineEnd() {
        return bareLineEnd;
    }
}
