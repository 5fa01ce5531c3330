package epostadm.server;

import epostadm.server.wire.ClientConnection;
import java.io.IOException;

/// One client's session of whatever protocol, as its listener sees it.
interface Session {

    /// Serves the client until it leaves or is sent away.
    void run() throws IOException;

    /// Sends the client away at the next good moment. From any thread.
    void stop();

    /// Begins sessions of one listener.
    interface Factory {
        Session of(ClientConnection connection);
    }
}
