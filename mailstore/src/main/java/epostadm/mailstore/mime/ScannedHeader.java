package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// What the header of a whole message says of the message.
///
/// @param references the field of that name as it is written, unfolded
public record ScannedHeader(Envelope envelope, Optional<String> references) {

    /// The ids of References:, or the first of In-Reply-To: where it has none. RFC 5256 section 3.
    public List<String> ids() {
        List<String> ids = references.map(MessageIds::in).orElse(List.of());
        return !ids.isEmpty()
                ? ids
                : envelope.inReplyTo().map(MessageIds::in).orElse(List.of()).stream()
                        .limit(1)
                        .toList();
    }

    static ScannedHeader of(PartHeader header) {
        return new ScannedHeader(Envelope.of(header), header.joined("references", " "));
    }
}
