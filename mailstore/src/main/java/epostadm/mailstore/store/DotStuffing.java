package epostadm.mailstore.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Sends a text of CRLF lines as a multi-line response: dots stuffed, a last line ended, then the final dot.
/// RFC 1939 section 3.
final class DotStuffing {

    private DotStuffing() {}

    static void copy(InputStream text, OutputStream out, byte[] buffer) throws IOException {
        boolean lineStart = true;
        for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            int from = 0;
            for (int at = 0; at < read; at++) {
                if (lineStart && buffer[at] == '.') {
                    out.write(buffer, from, at - from);
                    out.write('.');
                    from = at;
                }
                lineStart = buffer[at] == '\n';
            }
            out.write(buffer, from, read - from);
        }
        out.write((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
