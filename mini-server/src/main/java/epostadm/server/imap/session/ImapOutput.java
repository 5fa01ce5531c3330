package epostadm.server.imap.session;

import epostadm.server.imap.ImapMode;
import epostadm.server.imap.ImapWriter;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.io.InputStream;

/// What a session says, gathered and sent in large pieces.
final class ImapOutput {

    private static final int LARGE = 1 << 15;
    private static final int BLOCK = 1 << 15;

    private final ClientConnection connection;
    private final ImapWriter writer = new ImapWriter();

    ImapOutput(ClientConnection connection) {
        this.connection = connection;
    }

    void mode(ImapMode mode) {
        writer.mode(mode);
    }

    /// Begins an untagged line; the caller ends it with [ImapWriter#endLine()], or has its literal sent before.
    ImapWriter untagged() throws IOException {
        if (writer.length() > LARGE) {
            gather();
        }
        return writer.say("* ");
    }

    void untagged(String ascii) throws IOException {
        untagged().say(ascii).endLine();
    }

    void ok(ResponseCode code, String text) throws IOException {
        status(StatusResponse.untagged(StatusResponse.Condition.OK, code, text));
    }

    void status(StatusResponse response) throws IOException {
        writer.status(response);
    }

    void continuation(String text) {
        writer.say("+ ").say(text).endLine();
    }

    /// The octets of a literal that has been announced, as they come.
    void send(InputStream octets) throws IOException {
        gather();
        byte[] block = new byte[BLOCK];
        for (int read = octets.read(block); read >= 0; read = octets.read(block)) {
            connection.write(block, 0, read);
        }
    }

    /// Hands what was said to the connection, so that others may write behind it.
    void gather() throws IOException {
        writer.drainTo(connection.output());
    }

    void flush() throws IOException {
        gather();
        connection.flush();
    }
}
