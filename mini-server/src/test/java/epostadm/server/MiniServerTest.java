package epostadm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.Protocol;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.control.MiniServerControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MiniServerTest {

    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    private Path directory;

    private TestStore store() throws IOException {
        return TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato");
    }

    private static ServerConfig config(ListenerConfig... listeners) {
        ServerConfig standard = ServerConfig.standard("mx.a.example");
        return new ServerConfig(
                standard.host(),
                List.of(listeners),
                standard.certificates(),
                standard.limits(),
                standard.rates(),
                standard.login(),
                standard.mailbox(),
                standard.queue(),
                standard.relay(),
                standard.logs(),
                standard.operations(),
                standard.metrics());
    }

    private static ListenerConfig listener(Protocol protocol, TlsMode tls) {
        return new ListenerConfig(protocol, LOOPBACK, 0, tls);
    }

    private static MiniServer start(MailStore store, ServerConfig config) throws IOException {
        return MiniServer.start(store, config, InstantSource.system(), ZoneOffset.UTC, "a test");
    }

    @Test
    void takesAMessageAndHandsItOut() throws Exception {
        try (TestStore store = store();
                MiniServer server = start(
                        store.open(),
                        config(listener(Protocol.SMTP, TlsMode.STARTTLS), listener(Protocol.POP3, TlsMode.STARTTLS)))) {
            String id;
            try (Talk smtp = new Talk(server.listening().get(0).port())) {
                assertThat(smtp.line()).startsWith("220 mx.a.example ");
                assertThat(smtp.say("HELO client.example")).startsWith("250");
                assertThat(smtp.say("MAIL FROM:<b@b.example>")).startsWith("250");
                assertThat(smtp.say("RCPT TO:<sato@a.example>")).startsWith("250");
                assertThat(smtp.say("DATA")).startsWith("354");
                id = idOf(smtp.say("Subject: Hello\r\n\r\nDear Sato\r\n."));
                assertThat(smtp.say("QUIT")).startsWith("221");
            }
            try (Talk pop3 = new Talk(server.listening().get(1).port())) {
                assertThat(pop3.line()).startsWith("+OK");
                assertThat(pop3.say("USER sato")).startsWith("+OK");
                await().until(() -> Files.exists(directory.resolve("mail/inbox/a.example/sato/" + id + ".MSG")));
                assertThat(pop3.say("PASS pass1234")).startsWith("+OK");
                assertThat(pop3.say("UIDL 1")).isEqualTo("+OK 1 " + id);
            }
        }
    }

    @Test
    void restsADomainAsLongAsWhoAskedForItIsThere() throws Exception {
        DomainName domain = new DomainName("a.example");
        try (TestStore store = store();
                MiniServer server = start(
                        store.open(),
                        config(listener(Protocol.SMTP, TlsMode.STARTTLS), listener(Protocol.POP3, TlsMode.STARTTLS)));
                Talk inside = new Talk(server.listening().get(1).port());
                Talk smtp = new Talk(server.listening().get(0).port())) {
            inside.line();
            inside.say("USER sato");
            assertThat(inside.say("PASS pass1234")).startsWith("+OK");
            smtp.line();
            smtp.say("HELO client.example");
            smtp.say("MAIL FROM:<b@b.example>");
            try (MiniServerControl control =
                    MiniServerControl.of(store.open().work()).orElseThrow()) {
                assertThat(control.pause(domain)).isTrue();
                assertThat(control.status()).contains("paused=a.example");
                assertThat(inside.line()).startsWith("-ERR [SYS/TEMP]");
                assertThat(smtp.say("RCPT TO:<sato@a.example>")).startsWith("450 4.3.2");
                try (Talk late = new Talk(server.listening().get(1).port())) {
                    late.line();
                    late.say("USER sato");
                    assertThat(late.say("PASS pass1234")).startsWith("-ERR [SYS/TEMP]");
                }
            }
            await().until(() -> smtp.say("RCPT TO:<sato@a.example>").startsWith("250"));
        }
    }

    @Test
    void namesWhoServesAlready() throws Exception {
        ServerConfig config = config(listener(Protocol.POP3, TlsMode.NONE));
        try (TestStore store = store();
                MiniServer first = start(store.open(), config)) {
            assertThat(first.listening()).hasSize(1);
            assertThatThrownBy(() -> start(store.open(), config))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal())
                                    .isInstanceOfSatisfying(
                                            Refusal.StoreServed.class,
                                            served ->
                                                    assertThat(served.holder()).isEqualTo("a test")));
        }
    }

    @Test
    void givesEverythingBackWhereAPortIsTaken() throws Exception {
        try (TestStore store = store();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            ServerConfig config = config(
                    listener(Protocol.POP3, TlsMode.NONE),
                    new ListenerConfig(Protocol.SMTP, LOOPBACK, taken.getLocalPort(), TlsMode.NONE));
            assertThatThrownBy(() -> start(store.open(), config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(LOOPBACK + ":" + taken.getLocalPort());
            try (MiniServer second = start(store.open(), config(listener(Protocol.POP3, TlsMode.NONE)))) {
                assertThat(second.listening()).hasSize(1);
            }
        }
    }

    @Test
    void sendsIdleClientsAwayWhenItStops() throws Exception {
        try (TestStore store = store()) {
            MiniServer server = start(store.open(), config(listener(Protocol.SMTP, TlsMode.NONE)));
            try (Talk smtp = new Talk(server.listening().getFirst().port())) {
                assertThat(smtp.line()).startsWith("220");
                server.stop(Duration.ofSeconds(20));
                assertThat(smtp.line()).startsWith("421 4.3.2 ");
                assertThat(smtp.line()).isNull();
            }
        }
    }

    private static String idOf(String reply) {
        assertThat(reply).startsWith("250 ");
        return reply.substring(reply.indexOf('<') + 1, reply.indexOf('@'));
    }

    /// A client that says a line and hears one.
    private static final class Talk implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;

        Talk(int port) throws IOException {
            socket = new Socket(LOOPBACK, port);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        }

        String line() throws IOException {
            return in.readLine();
        }

        String say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return line();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
