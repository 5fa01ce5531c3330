package epostadm.server.imap.session;

import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.text.BodyText;
import epostadm.mailstore.text.HeaderText;
import epostadm.mailstore.text.MarkupReader;
import epostadm.server.imap.search.SearchedMessage.TextReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Gives what a message says, decoded, to who listens until he has heard enough. Attachments that are no text are
/// passed over.
///
/// Each method returns whether enough was heard.
final class ReadAloud {

    /// A header that is longer is read so far.
    private static final int LONGEST_HEADER = 1 << 20;

    /// Stands between fields and parts: nobody looks for it, and nothing is found that begins before and ends
    /// behind it.
    private static final String END = "\n\uFFFF\n";

    private final OpenMessage message;
    private final TextReader listener;
    private final char[] block = new char[4096];

    ReadAloud(OpenMessage message, TextReader listener) {
        this.message = message;
        this.listener = listener;
    }

    /// @param headers whether the message's own header is read; those within the body belong to the body
    boolean message(boolean headers, boolean bodies) throws IOException {
        MimePart root = message.structure();
        return headers && header(root.extent()) || bodies && body(root);
    }

    private boolean body(MimePart part) throws IOException {
        if (part.type().multipart()) {
            for (MimePart inside : part.parts()) {
                if (header(inside.extent()) || body(inside)) {
                    return true;
                }
            }
            return false;
        }
        Optional<MimePart> inner = part.message();
        if (inner.isPresent()) {
            return header(inner.get().extent()) || body(inner.get());
        }
        return part.type().text() && text(part);
    }

    /// Field by field, as what is encoded ends with the field.
    private boolean header(Extent extent) throws IOException {
        byte[] octets;
        try (InputStream stream = message.octets(extent.begin(), extent.body())) {
            octets = stream.readNBytes(LONGEST_HEADER);
        }
        for (String field : HeaderFields.of(new String(octets, StandardCharsets.ISO_8859_1))) {
            if (listener.hear(HeaderText.decode(field)) || listener.hear(END)) {
                return true;
            }
        }
        return false;
    }

    /// Of HTML what a looker sees.
    private static Reader reader(MimePart part, InputStream octets) {
        Reader reader = BodyText.reader(octets, part.type().parameter("charset"));
        return part.type().subtype().equals("html") ? new MarkupReader(reader) : reader;
    }

    /// An encoding that nobody knows is none.
    private boolean text(MimePart part) throws IOException {
        Optional<InputStream> decoded = message.decoded(part);
        Extent extent = part.extent();
        InputStream octets = decoded.isPresent() ? decoded.get() : message.octets(extent.body(), extent.end());
        try (Reader reader = reader(part, octets)) {
            for (int read = reader.read(block); read >= 0; read = reader.read(block)) {
                if (listener.hear(CharBuffer.wrap(block, 0, read))) {
                    return true;
                }
            }
        }
        return listener.hear(END);
    }
}
