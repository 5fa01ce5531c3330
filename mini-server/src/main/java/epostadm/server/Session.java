package epostadm.server;

import epostadm.server.wire.ClientConnection;
import java.io.IOException;

/// Serves one client, by whatever protocol, until it leaves or is sent away.
interface Session {
    void run(ClientConnection connection) throws IOException;
}
