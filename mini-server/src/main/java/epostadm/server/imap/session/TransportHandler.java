package epostadm.server.imap.session;

import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// STARTTLS and COMPRESS: how the connection carries what is said. RFC 9051 section 6.2.1, RFC 4978.
final class TransportHandler {

    /// RFC 9051 section 5.4: at least 30 minutes for whoever is logged in.
    private static final long IDLE_MINUTES = 30;

    private final boolean tls;
    private final ClientConnection connection;
    private final ImapOutput out;

    TransportHandler(boolean tls, ClientConnection connection, ImapOutput out) {
        this.tls = tls;
        this.connection = connection;
        this.out = out;
    }

    boolean tlsOffered() {
        return tls && !connection.secure();
    }

    boolean compressed() {
        return connection.compressed();
    }

    void loggedIn() throws IOException {
        connection.idle(IDLE_MINUTES, TimeUnit.MINUTES);
    }

    /// What the client sent behind it is thrown away.
    Completion startTls(String tag) throws IOException, ImapRefusedException {
        if (connection.secure()) {
            throw ImapRefusedException.bad("TLS is active already");
        }
        if (!tls) {
            throw ImapRefusedException.bad("TLS is not offered");
        }
        out.status(StatusResponse.ok(tag, "begin TLS"));
        out.flush();
        connection.startTls();
        return Completion.SAID;
    }

    Completion compress(String tag, ImapCommand.Compress compress) throws IOException, ImapRefusedException {
        if (!compress.mechanism().equals("DEFLATE")) {
            throw ImapRefusedException.bad("DEFLATE is the only mechanism");
        }
        if (connection.compressed()) {
            throw new ImapRefusedException(ImapRefusal.COMPRESSED_ALREADY);
        }
        if (connection.inputWaits()) {
            throw ImapRefusedException.bad("wait for the answer to COMPRESS");
        }
        out.status(StatusResponse.ok(tag, "DEFLATE active"));
        out.flush();
        connection.startCompression();
        return Completion.SAID;
    }
}
