package epostadm.server.imap;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// A message that APPEND or REPLACE brings.
///
/// @param flags each once, as [ImapCommand.Store] has them
/// @param binary RFC 3516's literal8
/// @param pieces one, but for RFC 4469's CATENATE
public record NewMessage(List<String> flags, Optional<OffsetDateTime> date, boolean binary, List<Piece> pieces) {

    public NewMessage {
        flags = List.copyOf(flags);
        pieces = List.copyOf(pieces);
    }

    public sealed interface Piece {

        /// Octets of the client's, where they were put while they came.
        record Text(KeptLiteral literal) implements Piece {}

        /// RFC 4469's URL, as it came.
        record Url(String url) implements Piece {}
    }
}
