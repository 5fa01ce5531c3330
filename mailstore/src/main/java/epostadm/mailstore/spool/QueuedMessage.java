package epostadm.mailstore.spool;

import java.nio.file.Path;

/// A message of the queue: its id, where it lies, and who is still to get it. A value: it goes stale when the
/// message is moved or its envelope rewritten, and the [Spool] then gives a new one.
public record QueuedMessage(QueueId id, Place place, Path body, Path envelopeFile, Envelope envelope) {

    /// Where in the queue a message is.
    public sealed interface Place {

        /// To be delivered now.
        record Incoming() implements Place {}

        /// Waiting for the next try of a domain.
        record Waiting(QueueDomain domain) implements Place {}

        /// Kept back by an administrator, in `.epostadm/held`: no server delivers it.
        record Held() implements Place {}

        /// Neither delivered nor returned.
        record Dead() implements Place {}
    }
}
