package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// A part of a message, or the message itself.
///
/// @param type what it is taken for: a type that promises what is not there (a multipart without parts) reads as
/// another
/// @param parts of a multipart its parts, of a message within the message that one message, else none
/// @param envelope of a whole message
public record MimePart(
        ContentType type, PartFields fields, Extent extent, List<MimePart> parts, Optional<Envelope> envelope) {

    public MimePart {
        parts = List.copyOf(parts);
    }

    /// The part that IMAP's part numbers lead to from this whole message: RFC 9051 section 6.4.5. Part 1 of what is
    /// no multipart is its one body.
    public Optional<MimePart> part(List<Integer> numbers) {
        MimePart found = this;
        boolean whole = true;
        for (int number : numbers) {
            MimePart inside =
                    !whole && found.message().isPresent() ? found.parts().getFirst() : found;
            boolean message = whole || inside != found;
            if (inside.type().multipart()) {
                if (number < 1 || number > inside.parts().size()) {
                    return Optional.empty();
                }
                found = inside.parts().get(number - 1);
            } else if (message && number == 1) {
                found = inside;
            } else {
                return Optional.empty();
            }
            whole = false;
        }
        return Optional.of(found);
    }

    /// The message that this part holds, for its HEADER and TEXT; empty where it holds none.
    public Optional<MimePart> message() {
        return type.message() ? parts.stream().findFirst() : Optional.empty();
    }
}
