package epostadm.server.control;

import epostadm.mailstore.store.ControlNote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where commands on the same machine ask the server: a port of the loopback address that is written down, with
/// what proves a command to be the owner's, for the owner alone. docs/adr/0014-control-over-loopback.md.
public final class ControlChannel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlChannel.class);
    private static final int BACKLOG = 16;
    private static final int SECRET = 32;

    /// How long a stranger may keep silent, in milliseconds.
    private static final int GREETING = 5_000;

    private final Path work;
    private final ControlDesk desk;
    private final ServerSocket socket;
    private final ControlNote note;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ControlChannel(Path work, ControlDesk desk, ServerSocket socket, ControlNote note) {
        this.work = work;
        this.desk = desk;
        this.socket = socket;
        this.note = note;
    }

    /// @param work the store's work folder
    public static ControlChannel open(Path work, ControlDesk desk) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            SecureRandom random = new SecureRandom();
            ControlNote note = new ControlNote(socket.getLocalPort(), secret(random), secret(random));
            note.write(work);
            ControlChannel channel = new ControlChannel(work, desk, socket, note);
            Thread.ofPlatform().daemon().name("control").start(channel::accept);
            return channel;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String secret(SecureRandom random) {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("control " + client.getPort()).start(() -> serve(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("the control channel lets nobody in any more: {}", e.toString());
                    return;
                }
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                ControlSession session = new ControlSession(desk)) {
            client.setSoTimeout(GREETING);
            ControlLines lines = new ControlLines(client);
            if (!known(lines.read())) {
                return;
            }
            lines.write("ok " + note.proof());
            client.setSoTimeout(0);
            for (String line = lines.read(); line != null && !socket.isClosed(); line = lines.read()) {
                lines.write(session.answer(line));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("control: {}", e.toString()); // The command has left.
        } catch (RuntimeException | Error e) {
            LOG.error("control", e);
        } finally {
            open.remove(client);
        }
    }

    private boolean known(String greeting) {
        return greeting != null
                && MessageDigest.isEqual(
                        greeting.getBytes(StandardCharsets.UTF_8),
                        ("hello " + note.token()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
        note.remove(work);
    }
}
