package epostadm.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.OtherServer;
import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsFinding;
import epostadm.server.lookup.Target;
import epostadm.server.lookup.TimeLimit;
import epostadm.server.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a visit says of servers that behave in one way or another.
class PortCheckTest {

    private static final String RECIPIENT = "sato.k@kaisha.example.jp";
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress BESIDES = InetAddress.ofLiteral("127.0.0.2");
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    private static Path directory;

    /// A certificate for this host, made here.
    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws IOException {
        tls = Certificates.selfMade(directory.resolve("keys.p12"), "mx.kaisha.example.jp")
                .context();
    }

    private static Visit visit(int port, List<Integer> others) {
        return new Visit("sender.example.jp", port, Optional.of(RECIPIENT), others, SHORT);
    }

    private static TimeLimit time() {
        return TimeLimit.of(InstantSource.system(), Duration.ofMinutes(1));
    }

    private static List<CheckResult> visit(OtherServer server, TimeLimit time) throws InterruptedException {
        return new PortCheck(visit(server.port(), List.of()), time)
                .of(List.of(new Target("mx.kaisha.example.jp", List.of(HERE))), Optional.empty());
    }

    private static List<DnsFinding> findings(List<CheckResult> results) {
        return results.stream().map(CheckResult::finding).toList();
    }

    @Test
    void visitsAServerAndSendsNothing() throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer().answers("EHLO", "250-mx\r\n250-SIZE 52428800\r\n250 8BITMIME")) {
            List<CheckResult> results = visit(server, time());
            assertThat(findings(results))
                    .containsExactly(
                            DnsFinding.SMTP_OK,
                            DnsFinding.SMTP_OFFERS,
                            DnsFinding.TLS_ABSENT,
                            DnsFinding.RCPT_OK,
                            DnsFinding.SMTP_TIME);
            assertThat(results.get(0).facts())
                    .startsWith("mx.kaisha.example.jp [127.0.0.1]", "220 other.example ESMTP")
                    .last()
                    .asString()
                    .matches("\\d+\\.\\d\\d");
            assertThat(results.get(1).facts())
                    .containsExactly("mx.kaisha.example.jp [127.0.0.1]", "52428800", "8BITMIME SIZE");
            assertThat(server.heard())
                    .containsExactly(
                            "EHLO sender.example.jp", "MAIL FROM:<>", "RCPT TO:<" + RECIPIENT + ">", "RSET", "QUIT");
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void namesNobodyWhereNoAddressIsGiven() throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer()) {
            Visit visit = new Visit("[192.0.2.1]", server.port(), Optional.empty(), List.of(), SHORT);
            new PortCheck(visit, time()).of(List.of(new Target("mx", List.of(HERE))), Optional.empty());
            assertThat(server.heard()).containsExactly("EHLO [192.0.2.1]", "QUIT");
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("RCPT", "550 5.1.1 User unknown.", DnsFinding.RCPT_REFUSED),
                Arguments.of("RCPT", "450 4.2.2 e-mail address box is full.", DnsFinding.RCPT_DEFERRED),
                Arguments.of("MAIL", "550 5.1.7 no reports", DnsFinding.SENDER_REFUSED),
                Arguments.of("greeting", "554 5.7.1 you are on a list", DnsFinding.SMTP_UNWILLING),
                Arguments.of("greeting", "what is this", DnsFinding.SMTP_BREAKS_OFF),
                Arguments.of("greeting", OtherServer.HANG_UP, DnsFinding.SMTP_BREAKS_OFF),
                Arguments.of("EHLO", "502 5.5.1 what", DnsFinding.SMTP_NO_EHLO),
                Arguments.of("RCPT", OtherServer.HANG_UP, DnsFinding.SMTP_BREAKS_OFF));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("answers")
    void namesWhatIsWrong(String command, String reply, DnsFinding finding) throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer().answers(command, reply)) {
            List<CheckResult> results = visit(server, time());
            assertThat(results.stream()
                            .filter(one -> one.finding().status() != DnsFinding.Status.OK)
                            .map(CheckResult::finding)
                            .filter(one -> one != DnsFinding.TLS_ABSENT))
                    .as("%s", results)
                    .containsExactly(finding);
        }
    }

    @Test
    void waitsForASilentServerNoLongerThanTheWholeCheck() throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer().answers("EHLO", OtherServer.SILENCE)) {
            TimeLimit time = TimeLimit.of(InstantSource.system(), Duration.ofMillis(1500));
            assertThat(findings(visit(server, time))).containsExactly(DnsFinding.SMTP_OK, DnsFinding.SMTP_BREAKS_OFF);
        }
    }

    @Test
    void looksAtTheCertificate() throws IOException, InterruptedException {
        assertThat(findings(visitByTls("mx.kaisha.example.jp", InstantSource.system())))
                .containsExactly(
                        DnsFinding.SMTP_OK,
                        DnsFinding.SMTP_OFFERS,
                        DnsFinding.TLS_OK,
                        DnsFinding.RCPT_OK,
                        DnsFinding.CERTIFICATE_UNTRUSTED,
                        DnsFinding.SMTP_TIME);
    }

    @Test
    void namesACertificateForAnotherHost() throws IOException, InterruptedException {
        assertThat(visitByTls("mail.tanin.example", InstantSource.system()))
                .contains(new CheckResult(
                        DnsFinding.CERTIFICATE_OTHER_NAME,
                        List.of("mail.tanin.example [127.0.0.1]", "mx.kaisha.example.jp, localhost")));
    }

    @Test
    void namesACertificateThatHasEnded() throws IOException, InterruptedException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(4000));
        assertThat(findings(visitByTls("mx.kaisha.example.jp", later)))
                .contains(DnsFinding.CERTIFICATE_EXPIRED)
                .doesNotContain(DnsFinding.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void namesACertificateThatEndsSoon() throws IOException, InterruptedException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3640));
        assertThat(findings(visitByTls("mx.kaisha.example.jp", later)))
                .contains(DnsFinding.CERTIFICATE_ENDS_SOON)
                .doesNotContain(DnsFinding.CERTIFICATE_EXPIRED);
    }

    private List<CheckResult> visitByTls(String host, InstantSource clock) throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer()
                .answers("EHLO", "250-mx\r\n250 STARTTLS")
                .answers("STARTTLS", "220 go")
                .secured(tls)) {
            return new PortCheck(visit(server.port(), List.of()), TimeLimit.of(clock, Duration.ofMinutes(1)))
                    .of(List.of(new Target(host, List.of(HERE))), Optional.empty());
        }
    }

    @Test
    void goesNoFurtherWhereTlsFails() throws IOException, InterruptedException {
        try (OtherServer server =
                new OtherServer().answers("EHLO", "250-mx\r\n250 STARTTLS").answers("STARTTLS", "220 go")) {
            assertThat(findings(visit(server, time()))).endsWith(DnsFinding.TLS_FAILED, DnsFinding.RCPT_NOT_TRIED);
        }
    }

    /// Of two hosts one answers: the other is dead.
    @Test
    void namesADeadHostWhereAnotherAnswers() throws IOException, InterruptedException {
        try (OtherServer server = new OtherServer()) {
            assertThat(findings(of(server.port(), List.of(), Optional.empty(), HERE, BESIDES)))
                    .contains(DnsFinding.SMTP_OK, DnsFinding.PORT_REFUSED)
                    .doesNotContain(DnsFinding.PORT_25_BLOCKED, DnsFinding.PORT_25_UNTOLD);
        }
    }

    @Test
    void namesABlockedLineWhereHostsLiveAtOtherPorts() throws IOException, InterruptedException {
        try (OtherServer submission = new OtherServer();
                Mute mute = new Mute()) {
            assertThat(findings(of(mute.port(), List.of(submission.port()), Optional.empty(), HERE)))
                    .containsExactly(DnsFinding.PORT_NOT_REACHED, DnsFinding.PORT_25_BLOCKED);
        }
    }

    @Test
    void blamesTheHostWhereTheReferenceAnswers() throws IOException, InterruptedException {
        try (OtherServer reference = new OtherServer()) {
            assertThat(findings(of(reference.port(), List.of(), Optional.of(HERE), BESIDES)))
                    .containsExactly(DnsFinding.PORT_REFUSED);
        }
    }

    @Test
    void saysWhereItCannotTell() throws IOException, InterruptedException {
        try (Mute mute = new Mute()) {
            assertThat(findings(of(mute.port(), List.of(), Optional.empty(), HERE)))
                    .containsExactly(DnsFinding.PORT_SILENT, DnsFinding.PORT_25_UNTOLD);
        }
    }

    private static List<CheckResult> of(
            int port, List<Integer> others, Optional<InetAddress> reference, InetAddress... targets)
            throws InterruptedException {
        return new PortCheck(visit(port, others), time())
                .of(List.of(new Target("mx.kaisha.example.jp", List.of(targets))), reference);
    }

    /// A port whose queue of connections is full, so that whoever knocks hears nothing.
    private static final class Mute implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, HERE);
        private final List<Socket> queue = new ArrayList<>();

        Mute() throws IOException {
            for (int i = 0; i < 64; i++) {
                Socket next = new Socket();
                queue.add(next);
                try {
                    next.connect(new InetSocketAddress(HERE, port()), 200);
                } catch (SocketTimeoutException e) {
                    return;
                }
            }
            throw new IOException("a queue without end");
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket one : queue) {
                one.close();
            }
            socket.close();
        }
    }
}
