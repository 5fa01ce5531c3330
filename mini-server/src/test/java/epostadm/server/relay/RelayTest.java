package epostadm.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.OtherServer;
import epostadm.mailstore.control.GatewayDat;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.QueueEvents;
import epostadm.server.tls.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class RelayTest {

    /// `Subject: x`, an empty line and `.dot`, each with its end.
    private static final int TEXT_SIZE = 12 + 2 + 6;

    @TempDir
    private Path work;

    private DnsTable dns;
    private OtherServer server;
    private Spool spool;
    private Optional<Hop> smartHost = Optional.empty();
    private TlsPolicy tls = TlsPolicy.WHERE_OFFERED;
    private Duration patience = Duration.ofSeconds(20);

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(work.resolve("inbox"));
        spool = Spool.open(work, Edition.BSD, InstantSource.fixed(Instant.parse("2026-11-24T09:00:00Z")), "test");
        server = new OtherServer();
        dns = new DnsTable()
                .with("b.test", Type.MX, "20 far.b.test")
                .with("b.test", Type.MX, "10 near.b.test")
                .with("near.b.test", Type.A, "127.0.0.1")
                .with("far.b.test", Type.A, "127.0.0.1")
                .with("host.test", Type.A, "127.0.0.1")
                .with("null.test", Type.MX, "0 .")
                .with("circle.test", Type.MX, "10 mx.a.example")
                .with("circle.test", Type.MX, "20 near.b.test");
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
        server.close();
        dns.close();
    }

    private QueuedMessage put(EnvelopeExtras extras, Recipient... recipients) throws IOException {
        try (IncomingMessage message = spool.receive("s@a.example")) {
            message.wire().write("Subject: x\r\n\r\n..dot\r\n".getBytes(StandardCharsets.US_ASCII));
            return message.commit(
                    Envelope.of(message.id(), "mx.a.example", "s@a.example", List.of(recipients), extras));
        }
    }

    private QueuedMessage put(String... recipients) throws IOException {
        return put(EnvelopeExtras.NONE, Stream.of(recipients).map(Recipient::of).toArray(Recipient[]::new));
    }

    private List<Outcome> deliver(QueuedMessage message, String domain) throws IOException {
        return deliver(message, domain, GatewayDat.NONE);
    }

    private List<Outcome> deliver(QueuedMessage message, String domain, GatewayDat gateways) throws IOException {
        RelayConfig config = new RelayConfig(
                "mx.a.example",
                smartHost,
                tls,
                List.of(dns.address()),
                Duration.ofSeconds(2),
                server.port(),
                new TimeOuts(patience, patience, patience, patience, patience));
        try (Relay relay = Relay.open(spool, () -> gateways, config, QueueEvents.NONE, new Random(1))) {
            List<Recipient> recipients = message.envelope().recipients();
            Map<Recipient, Outcome> outcomes = relay.deliver(message, domain, recipients);
            return recipients.stream().map(outcomes::get).toList();
        }
    }

    private Outcome deliver() throws IOException {
        return deliver(put("x@b.test"), "b.test").getFirst();
    }

    private static void deferred(Outcome outcome, Failure failure, String line) {
        assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
        assertThat(((Outcome.Deferred) outcome).failure()).isEqualTo(failure);
        assertThat(outcome.answer().line()).startsWith(line);
    }

    @Test
    void handsAMessageToTheNearestExchangerAsItWasReceived() throws IOException {
        Outcome outcome = deliver();
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(outcome.answer().host()).hasValue("near.b.test");
        assertThat(outcome.answer().line()).isEqualTo("250 2.0.0 taken");
        assertThat(server.messages()).containsExactly("Subject: x\r\n\r\n..dot\r\n");
        assertThat(server.heard())
                .containsExactly("EHLO mx.a.example", "MAIL FROM:<s@a.example>", "RCPT TO:<x@b.test>", "DATA", "QUIT");
    }

    @Test
    void passesOnWhatTheSenderAskedFor() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 DSN");
        EnvelopeExtras extras = EnvelopeExtras.NONE
                .withDsn(Optional.of("id+3D1"), Optional.of("HDRS"))
                .withContent(Optional.of("8BITMIME"), false);
        QueuedMessage message =
                put(extras, new Recipient("x@b.test", Optional.of("NEVER"), Optional.of("rfc822;y@b.test")));
        assertThat(deliver(message, "b.test").getFirst()).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.heard())
                .contains(
                        "MAIL FROM:<s@a.example> SIZE=" + TEXT_SIZE + " BODY=8BITMIME RET=HDRS ENVID=id+3D1",
                        "RCPT TO:<x@b.test> NOTIFY=NEVER ORCPT=rfc822;y@b.test");
    }

    @Test
    void hasAnOutcomeForEachRecipient() throws IOException {
        server.answers("RCPT TO:<no", "550-5.1.1 no\r\n550 5.1.1 body").answers("RCPT TO:<later", "450 later");
        List<Outcome> outcomes = deliver(put("no@b.test", "x@b.test", "later@b.test"), "b.test");
        deferred(outcomes.get(0), Failure.REFUSED, "550 5.1.1 no body");
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
        deferred(outcomes.get(2), Failure.DEFERRED, "450 4.0.0 later");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  MAIL, 451 4.3.0 busy, DEFERRED",
        "true,  RCPT, 550 no,         REFUSED",
        "true,  DATA, 554 5.6.0 no,   REFUSED",
        "true,  '.',  452 4.3.1 full, DEFERRED",
        "true,  '.',  hang up,        NO_ANSWER",
        "true,  MAIL, 250,            NONE",
        "false, MAIL, 551 5.7.1 no,   REFUSED",
        "false, RCPT, hang up,        NO_ANSWER",
        "false, RCPT, 12 what,        NO_ANSWER",
        "false, DATA, 421 4.3.2 bye,  DEFERRED",
        "false, EHLO, 554 5.7.1 spam, NONE",
        "false, greeting, 421 busy,   DEFERRED",
        "false, greeting, 554 no,     REFUSED",
        "false, greeting, hang up,    NO_ANSWER"
    })
    void tellsFailuresApart(boolean pipelining, String at, String reply, String failure) throws IOException {
        if (!pipelining) {
            server.answers("EHLO", "250 other.example");
        }
        server.answers(at, reply);
        Outcome outcome = deliver();
        if (failure.equals("NONE")) {
            assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        } else {
            deferred(outcome, Failure.valueOf(failure), "");
        }
    }

    @Test
    void refusesWhatTheServerCannotTake() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250 SIZE 10");
        assertThat(deliver().answer().line()).startsWith("552 5.3.4");
        server.answers("EHLO", "250-other.example\r\n250 SIZE " + (TEXT_SIZE - 1));
        assertThat(deliver().answer().line()).startsWith("552 5.3.4");
        server.answers("EHLO", "250 other.example");
        QueuedMessage utf8 = put(EnvelopeExtras.NONE.withContent(Optional.empty(), true), Recipient.of("x@b.test"));
        assertThat(deliver(utf8, "b.test").getFirst())
                .isInstanceOf(Outcome.Failed.class)
                .extracting(outcome -> outcome.answer().status())
                .isEqualTo("5.6.7");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void sendsWhatTheServerCanJustTake() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250 SIZE " + TEXT_SIZE);
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
        server.answers("EHLO", "250-other.example\r\n250 SIZE 0");
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "null.test,    Failed,    556 5.1.10",
        "circle.test,  Failed,    554 5.4.6",
        "nowhere.test, Deferred,  550 5.1.2",
        "host.test,    Delivered, 250 2.0.0",
        "[127.0.0.1],  Delivered, 250 2.0.0",
        "[what],       Deferred,  550 5.1.2"
    })
    void goesByWhatDnsSays(String domain, String kind, String line) throws IOException {
        Outcome outcome = deliver(put("x@" + domain), domain).getFirst();
        assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(outcome.answer().line()).startsWith(line);
    }

    @Test
    void waitsWhereDnsDoesNotAnswer() throws IOException {
        dns.failWith(Rcode.SERVFAIL);
        deferred(deliver(), Failure.NO_ANSWER, "451 4.4.3");
    }

    @Test
    void triesTheNextServerWhereOneDoesNotAnswer() throws IOException {
        dns.with("two.test", Type.MX, "5 nowhere.test")
                .with("two.test", Type.MX, "6 dead.test")
                .with("two.test", Type.MX, "7 near.b.test")
                .with("dead.test", Type.A, "127.0.0.2");
        assertThat(deliver(put("x@two.test"), "two.test").getFirst().answer().host())
                .hasValue("near.b.test");
    }

    @Test
    void prefersGatewaysAndTheSmartHostToDns() throws IOException {
        Path file = Files.writeString(work.resolve("gateway.dat"), "*.test,127.0.0.1," + server.port() + "\n");
        assertThat(deliver(put("x@null.test"), "null.test", GatewayDat.readFile(file))
                        .getFirst())
                .isInstanceOf(Outcome.Delivered.class);
        server.answers("EHLO", "250-other.example\r\n250 AUTH LOGIN PLAIN").answers("AUTH PLAIN AHUAcA==", "235 in");
        smartHost =
                Optional.of(new Hop("127.0.0.1", server.port(), TlsPolicy.NEVER, Optional.of(new Hop.Login("u", "p"))));
        assertThat(deliver(put("x@null.test"), "null.test").getFirst()).isInstanceOf(Outcome.Delivered.class);
        assertThat(dns.asked()).isZero();
    }

    /// Somebody on the way may have taken it out of what the server offers.
    @Test
    void tellsItsPasswordToNoServerThatDoesNotOfferTls() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250 AUTH LOGIN PLAIN").answers("AUTH PLAIN AHUAcA==", "235 in");
        smartHost = Optional.of(
                new Hop("127.0.0.1", server.port(), TlsPolicy.WHERE_OFFERED, Optional.of(new Hop.Login("u", "p"))));
        deferred(deliver(put("x@b.test"), "b.test").getFirst(), Failure.NO_ANSWER, "451 4.4.1");
        assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void goesOnInClearWhereTlsFailsAndIsNotRequired() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250 STARTTLS").answers("STARTTLS", "220 go");
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.heard()).contains("STARTTLS");
        tls = TlsPolicy.REQUIRED;
        deferred(deliver(), Failure.NO_ANSWER, "451 4.4.1");
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void turnsToTlsAndChecksTheCertificateWhereThatIsWanted() throws IOException {
        server.answers("EHLO", "250-other.example\r\n250 STARTTLS").answers("STARTTLS", "220 go");
        server.secured(Certificates.selfMade(work.resolve("certificate.p12"), "near.b.test")
                .context());
        tls = TlsPolicy.REQUIRED;
        assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.heard()).containsSubsequence("EHLO mx.a.example", "STARTTLS", "EHLO mx.a.example", "DATA");
        tls = TlsPolicy.VERIFIED;
        deferred(deliver(), Failure.NO_ANSWER, "451 4.4.1");
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void waitsForNobodyLongerThanItsTime() throws IOException {
        patience = Duration.ofMillis(300);
        server.answers("EHLO", "250 other.example").answers("MAIL", OtherServer.SILENCE);
        deferred(deliver(), Failure.NO_ANSWER, "451 4.4.2 Connection broke: no answer within");
    }
}
