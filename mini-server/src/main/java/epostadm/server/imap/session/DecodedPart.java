package epostadm.server.imap.session;

import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.mime.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// What BINARY tells of a part: its body, the transfer encoding taken off. RFC 3516 section 4.2.
///
/// A whole message, and a part that others are within, have none: RFC 9051 section 6.4.5.
final class DecodedPart {

    private static final int BLOCK = 1 << 13;

    private final OpenMessage message;
    private final Optional<MimePart> part;
    private final boolean whole;

    DecodedPart(OpenMessage message, List<Integer> numbers) throws IOException {
        this.message = message;
        this.part = message.structure().part(numbers);
        this.whole = numbers.isEmpty();
    }

    /// How many octets there are, and whether a null is among them.
    record Measure(long size, boolean nulls) {}

    /// Reads it to its end, since nobody knows before.
    Measure measure(long offset, long most) throws IOException, UnknownEncodingException {
        try (InputStream octets = octets()) {
            skip(octets, offset);
            byte[] block = new byte[BLOCK];
            long size = 0;
            boolean nulls = false;
            while (size < most) {
                int read = octets.read(block, 0, (int) Math.min(BLOCK, most - size));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read && !nulls; i++) {
                    nulls = block[i] == 0;
                }
                size += read;
            }
            return new Measure(size, nulls);
        }
    }

    /// From `offset` on.
    InputStream from(long offset) throws IOException, UnknownEncodingException {
        InputStream octets = octets();
        skip(octets, offset);
        return octets;
    }

    private static void skip(InputStream octets, long count) throws IOException {
        byte[] block = new byte[BLOCK];
        long left = count;
        while (left > 0) {
            int read = octets.read(block, 0, (int) Math.min(BLOCK, left));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private InputStream octets() throws IOException, UnknownEncodingException {
        if (part.isEmpty()) {
            return InputStream.nullInputStream();
        }
        MimePart found = part.get();
        if (whole) {
            return message.octets(found.extent().begin(), found.extent().end());
        }
        if (found.type().multipart() || found.message().isPresent()) {
            return message.octets(found.extent().body(), found.extent().end());
        }
        return message.decoded(found).orElseThrow(UnknownEncodingException::new);
    }
}
