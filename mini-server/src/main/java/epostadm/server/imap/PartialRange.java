package epostadm.server.imap;

/// A part of a list of results: RFC 9394 section 3.1. Both positive, from the beginning, or both negative, from the
/// end; -1 is the last.
///
/// @param first as it came
public record PartialRange(long first, long last) {}
