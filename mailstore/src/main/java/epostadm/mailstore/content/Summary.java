package epostadm.mailstore.content;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MimePart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What is asked again and again about one message. Each answer is found out when it is first wanted, and kept.
public final class Summary {

    private final MessageContents contents;
    private final Source source;

    Summary(MessageContents contents, Source source) {
        this.contents = contents;
        this.source = source;
    }

    /// The file's time of modification.
    public Instant internalDate() throws IOException {
        return contents.stamped(source).modified();
    }

    /// RFC822.SIZE: octets of the text, unstuffed.
    public long size() throws IOException {
        return contents.scanned(source).size();
    }

    public Envelope envelope() throws IOException {
        return contents.headed(source).envelope();
    }

    public MimePart structure() throws IOException {
        return contents.scanned(source).structure();
    }

    /// Message-IDs of References:, or the first of In-Reply-To: where there is none, in order, as
    /// [epostadm.mailstore.mime.MessageIds] finds them: RFC 5256 section 3.
    public List<String> references() throws IOException {
        return contents.headed(source).references();
    }

    /// RFC 8970: up to 200 characters of what the message says, in one line.
    public String preview() throws IOException {
        return contents.previewed(source).preview();
    }

    /// Whether [#preview()] costs nothing.
    public boolean previewKnown() {
        return contents.knows(source, Known::hasPreview);
    }
}
