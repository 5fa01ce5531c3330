package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImapOutputTest {

    private Socket client;
    private ClientConnection connection;
    private ImapOutput out;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            client.setSoTimeout(20_000);
            connection = new ClientConnection(listener.accept(), null, Limits.standard());
            out = new ImapOutput(connection);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        connection.close();
    }

    @Test
    void knowsWhetherTheClientHasHungUp() throws IOException {
        assertThat(out.left()).isFalse();
        client.getOutputStream().write("t1 NOOP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        connection.goesOn(Duration.ofSeconds(20));
        assertThat(out.left()).isFalse();
        assertThat(connection.line(512)).hasToString("t1 NOOP");
        client.shutdownOutput();
        connection.goesOn(Duration.ofSeconds(20));
        assertThat(out.left()).isTrue();
    }

    @Test
    void takesBackWhatWasSaidLast() throws IOException {
        out.untagged("OK one");
        int before = out.length();
        out.untagged("OK two");
        out.takeBack(before);
        out.untagged("OK three");
        out.flush();
        connection.close();
        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("* OK one\r\n* OK three\r\n");
    }
}
