package epostadm.mailstore.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the structure of a message in one pass over its text, in memory for its headers alone.
///
/// The same text always has the same structure, and every text has one: a header ends at the first empty line, or
/// where a boundary or the text ends it; lines in it that are no fields are passed over; a boundary that is missing
/// is where the enclosing part or the text ends. What is nested beyond measure is not looked into.
public final class MimeScanner {

    /// RFC 2046 section 5.1.1 allows a boundary 70 characters.
    private static final int LONGEST_BOUNDARY = 1000;

    private static final int LONGEST_LINE = 1 << 14;
    private static final int DEEPEST = 50;
    private static final int MOST_PARTS = 10_000;

    private final LineSource lines;

    /// The delimiters of the multiparts that are open, outermost first.
    private final List<byte[]> delimiters = new ArrayList<>();

    private Optional<ScannedHeader> outermost = Optional.empty();

    private int parts;

    /// Whether `lines` stands at a line that nobody has taken yet.
    private boolean more;

    /// Line ends of all lines that were taken, and how many octets the last one had.
    private long lineEnds;

    private int lastEnding;
    private Stop stop = Stop.END_OF_TEXT;

    private MimeScanner(InputStream text) {
        this.lines = new LineSource(text, LONGEST_LINE);
    }

    /// The structure of a whole message.
    ///
    /// @param text CRLF lines, dots unstuffed
    public static MimePart scan(InputStream text) throws IOException {
        return message(text).structure();
    }

    /// The same with what else the message's header says.
    public static ScannedMessage message(InputStream text) throws IOException {
        MimeScanner scanner = new MimeScanner(text);
        scanner.more = scanner.lines.advance();
        MimePart structure = scanner.entity(ContentType.PLAIN, true, 0);
        return new ScannedMessage(structure, scanner.outermost.orElseThrow());
    }

    /// What the message's header says, for which no more than the header is read.
    public static ScannedHeader header(InputStream text) throws IOException {
        MimeScanner scanner = new MimeScanner(text);
        scanner.more = scanner.lines.advance();
        return ScannedHeader.of(scanner.header());
    }

    /// What ended the last body: the delimiter at that place of the list, or the end of the text.
    private record Stop(int delimiter, boolean closing) {
        static final Stop END_OF_TEXT = new Stop(-1, true);
    }

    /// Where a body ends, and how many line ends it has.
    private record Body(long end, long lineEnds) {}

    private MimePart entity(ContentType standard, boolean message, int depth) throws IOException {
        parts++;
        long begin = position();
        long linesBefore = lineEnds;
        PartHeader header = header();
        long bodyBegin = position();
        long headerLines = lineEnds - linesBefore;
        Optional<ScannedHeader> said = message ? Optional.of(ScannedHeader.of(header)) : Optional.empty();
        outermost = outermost.or(() -> said);
        ContentType type = header.first("content-type")
                .map(value -> FieldScanner.contentType(value).orElse(ContentType.PLAIN))
                .orElse(standard);
        boolean looksInside = depth < DEEPEST && parts < MOST_PARTS;
        List<MimePart> inside = new ArrayList<>();
        Body body = body(type, looksInside, inside, depth);
        if (inside.isEmpty() && (type.multipart() || type.message())) {
            type = looksInside ? ContentType.PLAIN : ContentType.OCTETS;
        }
        return new MimePart(
                type,
                PartFields.of(header),
                new Extent(begin, bodyBegin, body.end(), headerLines, body.lineEnds()),
                inside,
                said.map(ScannedHeader::envelope));
    }

    private PartHeader header() throws IOException {
        PartHeader header = new PartHeader();
        boolean ended = false;
        while (more && !ended && stopHere().isEmpty()) {
            ended = lines.empty();
            if (!ended) {
                header.line(lines.octets(), lines.length());
            }
            take();
        }
        header.end();
        return header;
    }

    private Body body(ContentType type, boolean looksInside, List<MimePart> inside, int depth) throws IOException {
        long begin = position();
        long linesBefore = lineEnds;
        Optional<byte[]> delimiter = looksInside && type.multipart() ? delimiter(type) : Optional.empty();
        if (delimiter.isPresent()) {
            boolean digest = type.subtype().equals("digest");
            multipart(delimiter.get(), digest ? ContentType.MESSAGE : ContentType.PLAIN, inside, depth);
        } else if (looksInside && type.message()) {
            MimePart nested = entity(ContentType.PLAIN, true, depth + 1);
            inside.add(nested);
            Extent extent = nested.extent();
            return new Body(extent.end(), extent.headerLines() + extent.bodyLines());
        } else {
            skipToStop();
        }
        boolean atDelimiter = stop.delimiter() >= 0;
        // A part that ends with its header ends where the delimiter begins, and so does all that holds it.
        long least = inside.isEmpty() ? begin : inside.getLast().extent().end();
        long end = atDelimiter ? Math.max(least, position() - lastEnding) : position();
        return new Body(end, lineEnds - linesBefore - (end < position() ? 1 : 0));
    }

    /// Leaves [#stop] at what ends the multipart itself.
    private void multipart(byte[] delimiter, ContentType standard, List<MimePart> inside, int depth)
            throws IOException {
        int own = delimiters.size();
        delimiters.add(delimiter);
        skipToStop();
        while (stop.delimiter() == own && !stop.closing() && parts < MOST_PARTS) {
            take();
            inside.add(entity(standard, false, depth + 1));
        }
        delimiters.removeLast();
        if (stop.delimiter() == own) {
            skipToStop(); // The epilogue.
        }
    }

    private void skipToStop() throws IOException {
        while (more) {
            Optional<Stop> here = stopHere();
            if (here.isPresent()) {
                stop = here.get();
                return;
            }
            take();
        }
        stop = Stop.END_OF_TEXT;
    }

    private long position() {
        return more ? lines.begin() : lines.next();
    }

    private void take() throws IOException {
        lastEnding = lines.ending();
        lineEnds += lastEnding > 0 ? 1 : 0;
        more = lines.advance();
    }

    private static Optional<byte[]> delimiter(ContentType type) {
        return type.parameter("boundary")
                .map(String::stripTrailing)
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY)
                .map(boundary -> ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The delimiter that this line is, the innermost first: `--boundary`, or `--boundary--`, and then space alone.
    private Optional<Stop> stopHere() {
        byte[] line = lines.octets();
        int length = lines.length();
        if (length < 3 || line[0] != '-' || line[1] != '-') {
            return Optional.empty();
        }
        for (int i = delimiters.size() - 1; i >= 0; i--) {
            byte[] delimiter = delimiters.get(i);
            int end = delimiter.length;
            if (length < end || !Arrays.equals(line, 0, end, delimiter, 0, end)) {
                continue;
            }
            boolean closing = length >= end + 2 && line[end] == '-' && line[end + 1] == '-';
            if (space(line, closing ? end + 2 : end, length)) {
                return Optional.of(new Stop(i, closing));
            }
        }
        return Optional.empty();
    }

    private static boolean space(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
