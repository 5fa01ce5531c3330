package epostadm.server.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import epostadm.server.tls.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConnectionTest {

    @TempDir
    private Path directory;

    @Test
    void waitsNoLongerThanItsTimeForAServerUnderTlsThatReadsNothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (SSLServerSocket listener =
                        (SSLServerSocket) Certificates.selfMade(directory.resolve("own.p12"), "mx.b.test")
                                .context()
                                .getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Deadlines deadlines = new Deadlines(20)) {
            Thread.ofVirtual().start(() -> {
                try (SSLSocket deaf = (SSLSocket) listener.accept()) {
                    deaf.startHandshake();
                    over.await();
                } catch (IOException | InterruptedException e) {
                    // The test has seen what it wanted.
                }
            });
            ServerConnection connection = ServerConnection.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
                    Duration.ofSeconds(5),
                    deadlines);
            SSLContext trusting = Contexts.standard().trusting();
            connection.startTls(trusting, "mx.b.test", false, Duration.ofSeconds(20));
            OutputStream content = connection.content(Duration.ofMillis(300));
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThatThrownBy(() -> {
                            while (true) {
                                content.write(new byte[1 << 16]);
                            }
                        })
                        .isInstanceOf(SocketTimeoutException.class);
                connection.close();
            });
        } finally {
            over.countDown();
        }
    }
}
