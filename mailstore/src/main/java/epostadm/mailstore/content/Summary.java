package epostadm.mailstore.content;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MimePart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What is asked again and again about one message. Each answer is found out when it is first wanted, and kept.
public final class Summary {

    /// The file's time of modification.
    public Instant internalDate() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// RFC822.SIZE: octets of the text, unstuffed.
    public long size() throws IOException {
        throw new UnsupportedOperationException();
    }

    public Envelope envelope() throws IOException {
        throw new UnsupportedOperationException();
    }

    public MimePart structure() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Message-IDs of References:, or of In-Reply-To: where there is none, in order, without brackets'
    /// surroundings: RFC 5256 section 3.
    public List<String> references() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// RFC 8970: up to 200 characters of what the message says, in one line.
    public String preview() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Whether [#preview()] costs nothing.
    public boolean previewKnown() {
        throw new UnsupportedOperationException();
    }
}
