package epostadm.server.imap.session;

import epostadm.server.imap.ImapMode;
import epostadm.server.imap.ImapWriter;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.time.Duration;

/// What a session says, gathered and sent in large pieces.
final class ImapOutput {

    private static final int LARGE = 1 << 15;

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

    /// How many octets are gathered here.
    int length() {
        return writer.length();
    }

    /// Takes back what was said after there were `length` octets here, and before any went on.
    void takeBack(int length) {
        writer.shorten(length);
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

    /// Octets of a literal that has been announced, behind all that was said.
    void send(byte[] block, int count) throws IOException {
        gather();
        connection.write(block, 0, count);
    }

    /// Whether the client has hung up, or is to: looked at while it waits for an answer.
    boolean left() throws IOException {
        return !connection.inputWaits() && connection.goesOn(Duration.ofMillis(1)) && !connection.inputWaits();
    }

    /// Hands what was said to the connection, so that others may write behind it.
    void gather() throws IOException {
        writer.drainTo(connection.output());
    }

    void flush() throws IOException {
        gather();
        writer.shrink();
        connection.flush();
    }
}
