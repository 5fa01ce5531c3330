package epostadm.mailstore.content;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MimePart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        return contents.sized(source).size();
    }

    public Envelope envelope() throws IOException {
        return contents.headed(source).envelope();
    }

    /// The envelope's, for less than the whole.
    public Optional<String> date() throws IOException {
        return contents.headed(source).date();
    }

    /// The envelope's, for less than the whole.
    public Optional<String> subject() throws IOException {
        return contents.headed(source).subject();
    }

    /// Finds out now what will be asked, and gives nothing yet.
    ///
    /// @throws java.nio.file.NoSuchFileException where the message is gone
    public void find(Detail detail) throws IOException {
        switch (detail) {
            case INTERNAL_DATE -> contents.stamped(source);
            case SIZE -> contents.sized(source);
            case ENVELOPE -> contents.headed(source);
            case STRUCTURE -> contents.scanned(source);
            case PREVIEW -> contents.previewed(source);
        }
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
