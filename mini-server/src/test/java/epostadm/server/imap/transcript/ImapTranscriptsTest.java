package epostadm.server.imap.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.MiniServer;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.LoginConfig;
import epostadm.server.config.Protocol;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.login.Throttle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every transcript, each with an account of its own, with one server over one store.
@Timeout(60)
class ImapTranscriptsTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    @TempDir
    private static Path directory;

    private static TestStore store;
    private static MiniServer server;

    static Stream<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString());
    }

    private static List<Path> files() throws IOException {
        return PlayTranscripts.all(place());
    }

    private static Path place() {
        try {
            return Path.of(ImapTranscriptsTest.class
                            .getResource("/transcripts/imap/default.mbox")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example");
        for (Path file : files()) {
            store.account(file.getFileName().toString());
        }
        ServerConfig standard = ServerConfig.standard("mx.a.example");
        ServerConfig config = new ServerConfig(
                standard.host(),
                List.of(new ListenerConfig(Protocol.IMAP, "127.0.0.1", 0, TlsMode.STARTTLS)),
                standard.certificates(),
                standard.limits(),
                standard.rates(),
                new LoginConfig(false, false, new Throttle.Rules(1000, 1000, Duration.ofMinutes(1), PAUSE, PAUSE)),
                standard.mailbox(),
                standard.queue(),
                standard.relay(),
                standard.logs(),
                standard.operations(),
                standard.metrics());
        server = MiniServer.start(store.open(), config, InstantSource.system(), ZoneOffset.UTC, "a test");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        store.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void speaksAsTheTranscriptDoes(String name) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.listening().getFirst().port());
        Transcript transcript = Transcript.read(place().resolve(name));
        assertThat(new TranscriptRun(address, name, "pass1234", transcript).play())
                .as("not played")
                .isEmpty();
    }
}
