package epostadm.server;

import epostadm.server.config.ListenerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Connections;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port where clients are let in, each to a session on a virtual thread of its own.
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final Duration BREATH = Duration.ofMillis(100);

    /// What all listeners of a server share.
    record House(SSLContext tls, Limits limits, Connections connections) {}

    private final ListenerConfig config;
    private final House house;
    private final Session session;
    private final String full;
    private final ServerSocket socket;

    private Listener(ListenerConfig config, House house, Session session, String full, ServerSocket socket) {
        this.config = config;
        this.house = house;
        this.session = session;
        this.full = full;
        this.socket = socket;
    }

    /// Takes the port; nobody is let in before [#start()].
    ///
    /// @param full what is said to those for whom there is no room
    static Listener open(ListenerConfig config, House house, Session session, String full) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.address(), config.port());
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw new IOException(config.address() + ":" + config.port() + ": " + e.getMessage(), e);
        }
        return new Listener(config, house, session, full, socket);
    }

    ListenerConfig config() {
        return config;
    }

    int port() {
        return socket.getLocalPort();
    }

    void start() {
        String name = "listen-" + config.protocol() + "-" + port();
        Thread.ofPlatform().daemon().name(name).start(this::accept);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual()
                        .name(config.protocol() + " " + client.getPort())
                        .start(() -> serve(client));
            } catch (SocketException e) {
                if (!socket.isClosed()) {
                    hold(e);
                }
            } catch (IOException | RuntimeException | Error e) {
                hold(e); // For instance no memory is left: whoever ends gives some back.
            }
        }
    }

    /// For instance no file descriptors are left: others must end before there are new ones.
    private void hold(Throwable trouble) {
        LOG.warn("{}: cannot let anybody in: {}", socket.getLocalSocketAddress(), trouble.toString());
        try {
            Thread.sleep(BREATH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) {
        try (socket;
                ClientConnection connection = new ClientConnection(socket, house.tls(), house.limits())) {
            if (house.connections().enter(connection).isPresent()) {
                refuse(connection);
                return;
            }
            try {
                converse(connection);
            } finally {
                letGo(connection);
            }
        } catch (IOException e) {
            // The client is gone, or never spoke TLS: not our fault, and nobody is left to tell.
            LOG.debug("{}: {}", socket.getRemoteSocketAddress(), e.toString());
        } catch (RuntimeException | Error e) {
            LOG.error("{}: session ended by a fault", socket.getRemoteSocketAddress(), e);
        }
    }

    private void converse(ClientConnection connection) throws IOException {
        if (config.tls() == TlsMode.IMPLICIT) {
            connection.startTls();
        }
        session.run(connection);
    }

    /// Closed before it is counted out: its last words may wait for the client too, and then have to be cut off.
    private void letGo(ClientConnection connection) throws IOException {
        try {
            connection.close();
        } finally {
            house.connections().leave(connection);
        }
    }

    /// RFC 5321 section 3.1 allows 421 at once, and POP3 an -ERR for a greeting.
    private void refuse(ClientConnection connection) throws IOException {
        if (config.tls() != TlsMode.IMPLICIT) {
            connection.write(full);
            connection.flush();
        }
    }

    boolean open() {
        return !socket.isClosed();
    }

    /// Lets nobody in any more; who is in stays.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
