package epostadm.server.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    /// A context that shows, and trusts, a certificate made for this test.
    private SSLContext tls() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=mx.example.jp",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mx", keys.getCertificate("mx"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// One octet at a time, as a reader that looks ahead would take octets of the handshake.
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            assertThat(octet).isNotNegative();
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static String lastLine(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line;
    }

    @Test
    void throwsAwayWhatCameBeforeTlsAndKnowsNothingMore() throws Exception {
        SSLContext tls = tls();
        try (MemoryServer server = new MemoryServer(ListenerKind.SMTP, Duration.ofSeconds(20), Optional.of(tls));
                Socket socket = server.connect()) {
            InputStream clear = socket.getInputStream();
            assertThat(line(clear)).startsWith("220 ");
            send(socket, "HELO pc\r\n");
            assertThat(line(clear)).startsWith("250 ");
            // Injected by someone on the way: to be acted on under TLS, in the client's name.
            send(socket, "STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@c.jp>\r\n");
            assertThat(line(clear)).isEqualTo("220 2.0.0 Ready to start TLS");
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secured.setUseClientMode(true);
            secured.startHandshake();
            BufferedReader in = reader(secured);
            send(secured, "RCPT TO:<a@b.jp>\r\nMAIL FROM:<s@c.jp>\r\nEHLO pc\r\n");
            assertThat(in.readLine()).isEqualTo("503 5.5.1 Send MAIL first");
            assertThat(in.readLine()).isEqualTo("503 5.5.1 Send EHLO first");
            assertThat(lastLine(in)).isEqualTo("250 HELP");
            send(secured, "STARTTLS\r\nMAIL FROM:<s@c.jp>\r\nRCPT TO:<a@b.jp>\r\nDATA\r\n");
            assertThat(in.readLine()).isEqualTo("503 5.5.1 TLS has begun already");
            assertThat(in.readLine()).startsWith("250 2.1.0");
            assertThat(in.readLine()).startsWith("250 2.1.5");
            assertThat(in.readLine()).startsWith("354 ");
            send(secured, "x\r\n.\r\nQUIT\r\n");
            assertThat(in.readLine()).startsWith("250 2.6.0");
            assertThat(in.readLine()).startsWith("221 ");
            assertThat(server.taken).hasSize(1);
            assertThat(server.taken.getFirst().wire()).contains(" with ESMTPS id ");
        }
    }
}
