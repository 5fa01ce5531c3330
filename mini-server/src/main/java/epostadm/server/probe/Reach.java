package epostadm.server.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

/// What becomes of a connection.
enum Reach {
    OPEN,
    /// At once: the host is there, or something before it that answers in its place.
    REFUSED,
    SILENT,
    /// This machine has no way to such addresses.
    NO_ROUTE;

    static Reach of(InetSocketAddress address, Duration within) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(within.toMillis()));
            return OPEN;
        } catch (IOException e) {
            return why(e);
        }
    }

    static Reach why(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return SILENT;
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean connecting = failure instanceof ConnectException;
        if (connecting && message.contains("refused")) {
            return REFUSED;
        }
        return connecting && message.contains("timed out") ? SILENT : NO_ROUTE;
    }
}
