package epostadm.server.imap;

/// How much of everything one command may have.
///
/// @param line octets of each of its lines
/// @param memory octets of its literals together, but for messages
/// @param depth how deep search keys may be nested
/// @param skipped octets of a literal that are read over, so that the command behind it is found; what is longer
/// ends the connection
/// @param unasked octets of a literal that may come without being asked for: 4096 for RFC 7888's LITERAL-
public record ImapBounds(int line, int memory, int depth, long skipped, long unasked) {

    public static final ImapBounds STANDARD = new ImapBounds(1 << 16, 1 << 18, 50, 1L << 28, Long.MAX_VALUE);
}
