package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.content.Summary;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.EnvelopeWriter;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapWriter;
import epostadm.server.imap.StructureWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What FETCH says of one message, item by item: RFC 9051 section 7.5.2. It touches the disk.
///
/// What is large is only announced: it is to be sent behind it before the next item is written.
final class MessageLine implements AutoCloseable {

    /// What is not much more than its announcement is written with it.
    private static final int SMALL = 1 << 15;

    private final LazyMessage file;
    private final ZoneId zone;
    private final LiveMessage message;
    private final ImapWriter line;
    private Optional<Large> large = Optional.empty();

    /// Asked once, so that flags and mod-sequence of one line are of one moment.
    private final LiveMessage.Standing standing;

    /// @param line in which the FETCH has been begun
    MessageLine(MessageContents contents, ZoneId zone, LiveMessage message, ImapWriter line) {
        this.file = new LazyMessage(contents, message);
        this.zone = zone;
        this.message = message;
        this.standing = message.standing();
        this.line = line;
    }

    /// Octets that have been announced and not been written.
    record Large(InputStream octets, long size) {}

    LiveMessage.Standing standing() {
        return standing;
    }

    /// What is to be sent before anything else; asked once.
    Optional<Large> large() {
        Optional<Large> announced = large;
        large = Optional.empty();
        return announced;
    }

    /// An item with its name. FLAGS are for the caller, who knows what the client has heard of.
    void write(FetchPlan.Entry entry) throws IOException, UnknownEncodingException {
        line.say(entry.name()).space();
        switch (entry.item()) {
            case FetchItem.Plain plain -> plain(plain);
            case FetchItem.Body(FetchItem.Section section, boolean _, Optional<FetchItem.Partial> partial) ->
                section(section, partial);
            case FetchItem.Binary binary -> binary(binary);
            case FetchItem.BinarySize(var part) ->
                line.number(
                        new DecodedPart(open(), part).measure(0, Long.MAX_VALUE).size());
            case FetchItem.Preview(boolean lazy) -> preview(lazy);
        }
    }

    private void plain(FetchItem.Plain item) throws IOException {
        switch (item) {
            case UID -> line.number(message.uid());
            case FLAGS -> throw new IllegalArgumentException("FLAGS");
            case INTERNALDATE -> date(summary().internalDate());
            case RFC822_SIZE -> line.number(summary().size());
            case ENVELOPE -> EnvelopeWriter.write(line, summary().envelope());
            case BODY -> StructureWriter.write(line, summary().structure());
            case BODYSTRUCTURE -> StructureWriter.writeExtended(line, summary().structure());
            case MODSEQ -> line.say('(').number(standing.modSeq()).say(')');
            case EMAILID -> line.say('(').say(message.emailId()).say(')');
            case THREADID -> line.nil();
            case SAVEDATE -> message.saved().ifPresentOrElse(this::date, line::nil);
            case RFC822_HEADER -> section(header(new FetchItem.Text.Header()), Optional.empty());
            case RFC822 -> section(FetchItem.Section.WHOLE, Optional.empty());
            case RFC822_TEXT -> section(header(new FetchItem.Text.Body()), Optional.empty());
        }
    }

    private static FetchItem.Section header(FetchItem.Text text) {
        return new FetchItem.Section(FetchItem.Section.WHOLE.part(), text);
    }

    private void date(Instant time) {
        line.dateTime(time.atZone(zone).toOffsetDateTime());
    }

    /// RFC 8970 section 4.1: LAZY is content with what costs nothing.
    private void preview(boolean lazy) throws IOException {
        Summary summary = summary();
        if (lazy && !summary.previewKnown()) {
            line.nil();
        } else {
            line.string(summary.preview());
        }
    }

    /// What is not there is empty, as others have it; RFC 9051 is silent.
    private void section(FetchItem.Section section, Optional<FetchItem.Partial> partial) throws IOException {
        SectionText whole = SectionText.of(open(), section).orElse(SectionText.NOTHING);
        SectionText text = partial.isPresent() ? whole.part(partial.get()) : whole;
        octets(text.size(), text.stream(open()));
    }

    private void octets(long size, InputStream octets) throws IOException {
        if (size > SMALL) {
            line.literalOf(size);
            large = Optional.of(new Large(new WithoutNulls(octets), size));
        } else if (size > 0) {
            line.literal(read(octets, (int) size));
        } else {
            line.say("\"\"");
        }
    }

    private static byte[] read(InputStream octets, int size) throws IOException {
        byte[] whole = new byte[size];
        if (octets.readNBytes(whole, 0, size) < size) {
            throw new EOFException("a message is shorter than it was");
        }
        return whole;
    }

    /// RFC 3516 section 4.3: a literal8 only where a null is in it.
    private void binary(FetchItem.Binary binary) throws IOException, UnknownEncodingException {
        long offset = binary.partial().map(FetchItem.Partial::offset).orElse(0L);
        long most = binary.partial().map(FetchItem.Partial::length).orElse(Long.MAX_VALUE);
        DecodedPart part = new DecodedPart(open(), binary.part());
        DecodedPart.Measure measure = part.measure(offset, most);
        InputStream octets = part.from(offset);
        if (!measure.nulls()) {
            octets(measure.size(), octets);
        } else if (measure.size() > SMALL) {
            line.binaryOf(measure.size());
            large = Optional.of(new Large(octets, measure.size()));
        } else {
            byte[] whole = read(octets, (int) measure.size());
            line.binaryOf(whole.length).raw(whole, 0, whole.length);
        }
    }

    private Summary summary() throws IOException {
        return file.summary();
    }

    private OpenMessage open() throws IOException {
        return file.open();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
