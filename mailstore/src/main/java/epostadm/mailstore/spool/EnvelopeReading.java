package epostadm.mailstore.spool;

/// What an envelope's file turned out to be.
public sealed interface EnvelopeReading {

    record Whole(Envelope envelope) implements EnvelopeReading {}

    /// Nothing that can be delivered: the line where that shows, 0 where something is missing.
    record Damaged(int line, String found, String expected) implements EnvelopeReading {}
}
