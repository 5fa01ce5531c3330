package epostadm.mailstore.spool;

import java.nio.file.Path;

/// What was found under an id of the queue.
public sealed interface SpoolEntry {

    record Ready(QueuedMessage message) implements SpoolEntry {}

    /// An envelope that says nothing that can be delivered, or a file that is no regular one; it is left alone.
    record Damaged(QueueId id, Path file, int line, String found, String expected) implements SpoolEntry {}

    /// The pair is not there, or not whole.
    record Gone(QueueId id) implements SpoolEntry {}
}
