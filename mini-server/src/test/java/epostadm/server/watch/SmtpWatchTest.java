package epostadm.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.RcptParameters;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpWatchTest {

    private static final Client CLIENT =
            new Client(ListenerKind.SMTP, InetAddress.ofLiteral("192.0.2.1"), false, "pc", Optional.empty());

    @TempDir
    private Path work;

    private Kept kept;
    private SmtpWatch watch;

    @BeforeEach
    void open() {
        kept = new Kept(work);
        watch = new SmtpWatch(kept.logs, kept.metrics);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private static Envelope.Recipient to(String address) {
        return new Envelope.Recipient(
                new ForwardPath.Recipient(SmtpAddress.parse(address).orElseThrow()), RcptParameters.NONE);
    }

    @Test
    void aMessageIsALineForEachRecipient() throws IOException {
        watch.accepted(
                "B0000319576",
                new Envelope(
                        CLIENT, new ReversePath.Nobody(), MailParameters.NONE, List.of(to("c@d.jp"), to("e@d.jp"))),
                1234);
        assertThat(kept.lines(LogName.INLOG))
                .containsExactly(
                        "<B0000319576@mail.example.jp> " + Kept.AT + " 192.0.2.1 pc <> c@d.jp",
                        "<B0000319576@mail.example.jp> " + Kept.AT + " 192.0.2.1 pc <> e@d.jp");
        assertThat(kept.lines(LogName.ACCEPTLOG))
                .containsExactly(Kept.AT + " 192.0.2.1 accept B0000319576 from <> to 2, 1234 octets");
        assertThat(kept.counted())
                .contains(
                        "epostadm_messages_accepted_total{service=\"smtp\"} 1", "epostadm_message_size_bytes_sum 1234");
    }

    @Test
    void connectionsAndRefusalsAreVerdicts() throws IOException {
        watch.connected(CLIENT);
        watch.heard(CLIENT, "RCPT TO:<x@y.jp>");
        watch.answered(CLIENT, SmtpReply.of(250, "2.1.5", "fine"));
        watch.answered(CLIENT, SmtpReply.of(550, "5.1.1", "<x@y.jp> ... User unknown."));
        watch.closed(CLIENT);
        assertThat(kept.lines(LogName.ACCEPTLOG))
                .containsExactly(
                        Kept.AT + " 192.0.2.1 connect smtp",
                        Kept.AT + " 192.0.2.1 550 5.1.1 <x@y.jp> ... User unknown.",
                        Kept.AT + " 192.0.2.1 close");
        assertThat(kept.lines(LogName.RECEIVELOG))
                .containsExactly(
                        Kept.AT + " 192.0.2.1 > RCPT TO:<x@y.jp>",
                        Kept.AT + " 192.0.2.1 < 250 2.1.5 fine",
                        Kept.AT + " 192.0.2.1 < 550 5.1.1 <x@y.jp> ... User unknown.");
        assertThat(kept.counted())
                .containsExactly(
                        "epostadm_connections_total{service=\"smtp\"} 1",
                        "epostadm_commands_total{service=\"smtp\",command=\"rcpt\"} 1",
                        "epostadm_refused_total{service=\"smtp\",reason=\"user_unknown\"} 1");
    }

    @Test
    void loginsAreCountedWithTheirResult() throws IOException {
        watch.answered(CLIENT, SmtpReply.of(535, "5.7.0", "Authentication failed."));
        Client known =
                new Client(ListenerKind.SUBMISSION, CLIENT.address(), true, "pc", Optional.of("tanaka@example.jp"));
        watch.answered(known, SmtpReply.of(235, "2.7.0", "Welcome"));
        assertThat(kept.lines(LogName.ACCEPTLOG))
                .containsExactly(
                        Kept.AT + " 192.0.2.1 535 5.7.0 Authentication failed.",
                        Kept.AT + " 192.0.2.1 login tanaka@example.jp");
        assertThat(kept.counted())
                .contains(
                        "epostadm_logins_total{service=\"smtp\",result=\"failure\"} 1",
                        "epostadm_logins_total{service=\"submission\",result=\"success\"} 1");
    }
}
