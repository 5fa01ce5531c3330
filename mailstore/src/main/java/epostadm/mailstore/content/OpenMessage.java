package epostadm.mailstore.content;

import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;

/// One message's octets, unstuffed, its file open.
public final class OpenMessage implements Closeable {

    public MimePart structure() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Octets of the text from `begin` to before `end`.
    public InputStream octets(long begin, long end) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The fields of a header whose names (in lower case) are wanted, as they stand there, and the empty line: RFC
    /// 9051 section 6.4.5.1, HEADER.FIELDS.
    public byte[] headerFields(Extent part, Predicate<String> wanted) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The body of a part that is no multipart, its transfer encoding taken off; nothing where the encoding is
    /// unknown: RFC 3516 section 4.3.
    public Optional<InputStream> decoded(MimePart part) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
