package epostadm.mailstore.content;

import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;

/// One message's octets, unstuffed, its file open. For one thread at a time; of the streams that it gives, several
/// can be read at the same time, until it is closed.
public final class OpenMessage implements Closeable {

    private final MessageContents contents;
    private final Source source;
    private final OpenMessageFile file;
    private Optional<Known> scanned = Optional.empty();
    private Optional<MimePart> structure = Optional.empty();
    private Optional<Text> text = Optional.empty();

    OpenMessage(MessageContents contents, Source source, OpenMessageFile file) {
        this.contents = contents;
        this.source = source;
        this.file = file;
    }

    private Known scanned() throws IOException {
        if (scanned.isEmpty()) {
            scanned = Optional.of(contents.scanned(source, file));
        }
        return scanned.get();
    }

    public MimePart structure() throws IOException {
        if (structure.isEmpty()) {
            structure = Optional.of(scanned().structure());
        }
        return structure.get();
    }

    /// Octets of the text from `begin` to before `end`, as far as there are any.
    public InputStream octets(long begin, long end) throws IOException {
        if (begin >= end) {
            return InputStream.nullInputStream();
        }
        if (text.isEmpty()) {
            // A small file is unstuffed as a whole, which is cheaper than to know whether it needs that.
            text = Optional.of(Text.of(file, !file.small() && scanned().plain()));
        }
        long last = file.small() ? end : Math.min(end, scanned().size());
        return new Section(text.get().from(begin), last - begin);
    }

    /// The fields of a header whose names (in lower case) are wanted, as they stand there, and the empty line: RFC
    /// 9051 section 6.4.5.1, HEADER.FIELDS.
    public byte[] headerFields(Extent part, Predicate<String> wanted) throws IOException {
        return HeaderLines.pick(octets(part.begin(), part.body()).readAllBytes(), wanted);
    }

    /// The body of a part that is no multipart, its transfer encoding taken off; nothing where the encoding is
    /// unknown: RFC 3516 section 4.3.
    public Optional<InputStream> decoded(MimePart part) throws IOException {
        Extent extent = part.extent();
        return TransferDecoding.of(part.fields().encoding(), octets(extent.body(), extent.end()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
