package epostadm.server.imap;

import java.io.IOException;

/// Where commands come from: a connection, as the language sees it. Whatever waits for a client that is gone throws
/// a [java.io.EOFException].
public interface ImapSource {

    /// The next line.
    ///
    /// @param longest in octets, without its CRLF
    ImapLine line(int longest) throws IOException;

    /// Tells the client to go on, and sends what has been gathered for it: RFC 9051 section 7.6.
    void goOn() throws IOException;

    /// The octets of a literal, which has been announced and, where need be, asked for.
    byte[] octets(int length) throws IOException;

    /// Throws the octets of a literal away.
    void skip(long length) throws IOException;

    /// Says whether a message of that size may come, before it is asked for.
    void admit(long size) throws ImapRefusedException;

    /// The octets of a literal, put where they need no memory. They have all been read afterwards, also where they
    /// could not be kept.
    KeptLiteral keep(long size) throws IOException, ImapRefusedException;
}
