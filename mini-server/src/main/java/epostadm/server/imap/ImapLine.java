package epostadm.server.imap;

import java.util.Optional;

/// A line as it came, without its end.
public final class ImapLine {

    private final byte[] octets;
    private final byte[] tail;
    private final Optional<String> flaw;

    private ImapLine(byte[] octets, byte[] tail, Optional<String> flaw) {
        this.octets = octets;
        this.tail = tail;
        this.flaw = flaw;
    }

    public static ImapLine whole(byte[] octets) {
        return new ImapLine(octets, octets, Optional.empty());
    }

    /// A line that was read to its end, but is none: too long, or ended otherwise than by CRLF.
    ///
    /// @param head its first octets, in which the command's tag stands
    /// @param tail its last octets, 32 or more where it has so many, which tell whether a literal follows; none
    /// where they are unknown
    /// @param flaw what is wrong, for the client
    public static ImapLine broken(byte[] head, byte[] tail, String flaw) {
        return new ImapLine(head, tail, Optional.of(flaw));
    }

    byte[] octets() {
        return octets;
    }

    byte[] tail() {
        return tail;
    }

    Optional<String> flaw() {
        return flaw;
    }
}
