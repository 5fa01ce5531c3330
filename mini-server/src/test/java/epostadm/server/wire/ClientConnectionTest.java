package epostadm.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import epostadm.server.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConnectionTest {

    private Socket client;
    private ClientConnection connection;

    @BeforeEach
    void connect() throws IOException, NoSuchAlgorithmException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            connection = new ClientConnection(listener.accept(), SSLContext.getDefault(), Limits.standard());
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        connection.close();
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsLinesOneByOne() throws IOException {
        send("NOOP\r\n\r\nQUIT\r\n");
        assertThat(connection.line(512)).hasToString("NOOP");
        assertThat(connection.inputWaits()).isTrue();
        assertThat(connection.line(512)).hasToString("");
        assertThat(connection.line(512)).hasToString("QUIT");
        assertThat(connection.inputWaits()).isFalse();
    }

    @Test
    void tellsOddLinesFromWholeOnes() throws IOException {
        send("A\nB\rC\r\nD\r\r\nE\r\n");
        assertThat(connection.line(512)).isEqualTo(new Line.Odd("A"));
        assertThat(connection.line(512)).isEqualTo(new Line.Odd("B\rC"));
        assertThat(connection.line(512)).isEqualTo(new Line.Odd("D\r"));
        assertThat(connection.line(512)).hasToString("E");
    }

    @Test
    void saysWhetherTheClientGoesOnAndLosesNothingOfItsLine() throws IOException {
        assertThat(connection.goesOn(Duration.ofMillis(1))).isFalse();
        send("NO");
        assertThat(connection.goesOn(Duration.ofSeconds(30))).isTrue();
        send("OP\r\nQUIT\r\n");
        assertThat(connection.line(512)).hasToString("NOOP");
        assertThat(connection.goesOn(Duration.ofSeconds(30))).isTrue();
        assertThat(connection.line(512)).hasToString("QUIT");
        client.close();
        assertThat(connection.goesOn(Duration.ofSeconds(30))).isTrue();
        assertThat(connection.line(512)).isEqualTo(new Line.Closed());
    }

    @Test
    void hearsNothingTwiceFromAClientThatPauses() throws IOException {
        send("DELE 1\r\n");
        assertThat(connection.line(512)).hasToString("DELE 1");
        assertThat(connection.goesOn(Duration.ofMillis(1))).isFalse();
        assertThat(connection.inputWaits()).isFalse();
        assertThat(connection.goesOn(Duration.ofMillis(1))).isFalse();
        send("QUIT\r\n");
        assertThat(connection.line(512)).hasToString("QUIT");
    }

    @Test
    void waitsForAnImpatientClientNoLongerThanItMayBeSilent() throws IOException {
        connection.idle(20, TimeUnit.MILLISECONDS);
        assertThat(connection.goesOn(Duration.ofHours(1))).isFalse();
        assertThatThrownBy(() -> connection.line(512)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void throwsLongLinesAwayToTheirEnd() throws IOException {
        send("x".repeat(510) + "\r\n" + "y".repeat(511) + "\r\n" + "z".repeat(100_000) + "{12+}\r\nNOOP\r\n");
        assertThat(connection.line(512)).hasToString("x".repeat(510));
        assertThat(connection.line(512)).isEqualTo(new Line.TooLong("y".repeat(32), "y".repeat(32)));
        assertThat(connection.line(512)).isEqualTo(new Line.TooLong("z".repeat(32), "z".repeat(27) + "{12+}"));
        assertThat(connection.line(512)).hasToString("NOOP");
    }

    @Test
    void saysThatTheClientIsGoneEvenInTheMiddleOfALine() throws IOException {
        send("NOO");
        client.close();
        assertThat(connection.line(512)).isEqualTo(new Line.Closed());
    }

    @Test
    void takesBackWhatBelongsToTheNextCommand() throws IOException {
        send("DATA\r\nbody\r\n.\r\nNOOP\r\nQUIT\r\n");
        assertThat(connection.line(512)).hasToString("DATA");
        byte[] block = new byte[9];
        assertThat(connection.read(block, 0, 9)).isEqualTo(9);
        assertThat(new String(block, StandardCharsets.US_ASCII)).isEqualTo("body\r\n.\r\n");
        byte[] more = new byte[4];
        assertThat(connection.read(more, 0, 4)).isEqualTo(4);
        connection.unread(more, 0, 4);
        assertThat(connection.line(512)).hasToString("NOOP");
        assertThat(connection.line(512)).hasToString("QUIT");
    }

    @Test
    void gathersAnswersUntilTheyAreFlushed() throws IOException {
        connection.write("+OK\r\n");
        assertThat(client.getInputStream().available()).isZero();
        connection.write("x".repeat(1000));
        connection.flush();
        assertThat(client.getInputStream().readNBytes(1005)).endsWith((byte) 'x');
    }

    @Test
    void waitsNoLongerThanItIsTold() throws IOException {
        connection.idle(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> connection.line(512)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void takesNothingThatWasSentInClearBehindStartTls() throws IOException {
        send("STLS\r\nUSER mallory\r\n");
        assertThat(connection.line(512)).hasToString("STLS");
        client.shutdownOutput();
        assertThatThrownBy(connection::startTls).isInstanceOf(IOException.class);
        assertThat(connection.inputWaits()).isFalse();
    }

    /// The client's window is full, and its end of the connection stays open.
    @Test
    void isCutAtOnceThoughAClientUnderTlsReadsNothing(@TempDir Path directory) throws Exception {
        SSLContext own = Certificates.selfMade(directory.resolve("own.p12"), "mail.a.example")
                .context();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket deaf = new Socket(listener.getInetAddress(), listener.getLocalPort());
                ClientConnection secured = new ClientConnection(listener.accept(), own, Limits.standard())) {
            Thread server = Thread.ofVirtual().start(() -> {
                try {
                    secured.startTls();
                    byte[] block = new byte[1 << 16];
                    while (true) {
                        secured.write(block);
                    }
                } catch (IOException ends) {
                    // As it should.
                }
            });
            ((SSLSocket) trusting().getSocketFactory().createSocket(deaf, "mail.a.example", deaf.getPort(), false))
                    .startHandshake();
            await().until(() -> secured.stalled(TimeUnit.MILLISECONDS.toNanos(200)));
            assertTimeoutPreemptively(Duration.ofSeconds(10), secured::cutOff);
            assertThat(server.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, null);
        return context;
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
