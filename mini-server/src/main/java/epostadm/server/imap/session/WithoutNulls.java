package epostadm.server.imap.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Octets for a literal, in which no null may be: one is told as 0x80, so that all lengths stay as they were. RFC
/// 9051 section 4.3.1.
final class WithoutNulls extends FilterInputStream {

    WithoutNulls(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        return octet == 0 ? 0x80 : octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        for (int i = offset; i < offset + read; i++) {
            if (into[i] == 0) {
                into[i] = (byte) 0x80;
            }
        }
        return read;
    }
}
