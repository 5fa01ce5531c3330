package epostadm.server.reception;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.Reception;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RatedReceptionTest {

    private static final Reception.Verdict ACCEPTED = new Reception.Verdict.Accepted();
    private static final Reception.Verdict LATER = new Reception.Verdict.Refused(Replies.tooMuchMail());
    private static final Reception ANYBODY = new Reception() {
        @Override
        public Verdict sender(Client client, ReversePath from, MailParameters parameters) {
            return ACCEPTED;
        }

        @Override
        public Verdict recipient(Envelope soFar, ForwardPath to) {
            return ACCEPTED;
        }
    };

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
    private final Reception reception = new RatedReception(ANYBODY, new Rates(2, 3), clock::get);

    private static Client client(ListenerKind kind, String address, Optional<String> account) {
        return new Client(kind, InetAddress.ofLiteral(address), false, "a", account);
    }

    private Reception.Verdict mail(Client client) throws IOException {
        return reception.sender(client, new ReversePath.Nobody(), MailParameters.NONE);
    }

    private Reception.Verdict rcpt(Client client) throws IOException {
        Envelope envelope = new Envelope(client, new ReversePath.Nobody(), MailParameters.NONE, List.of());
        return reception.recipient(envelope, new ForwardPath.Postmaster());
    }

    @Test
    void letsAClientBringSoManyMessagesAndMoreAsTimeGoes() throws IOException {
        Client client = client(ListenerKind.SMTP, "192.0.2.1", Optional.empty());
        assertThat(List.of(mail(client), mail(client), mail(client))).containsExactly(ACCEPTED, ACCEPTED, LATER);
        clock.updateAndGet(now -> now.plus(Duration.ofSeconds(30)));
        assertThat(List.of(mail(client), mail(client))).containsExactly(ACCEPTED, LATER);
        clock.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        assertThat(List.of(mail(client), mail(client), mail(client))).containsExactly(ACCEPTED, ACCEPTED, LATER);
        assertThat(mail(client(ListenerKind.SMTP, "192.0.2.2", Optional.empty())))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void countsAnIpv6NetworkAsOneClient() throws IOException {
        assertThat(mail(client(ListenerKind.SMTP, "2001:db8::1", Optional.empty())))
                .isEqualTo(ACCEPTED);
        assertThat(mail(client(ListenerKind.SMTP, "2001:db8::2", Optional.empty())))
                .isEqualTo(ACCEPTED);
        assertThat(mail(client(ListenerKind.SMTP, "2001:db8::3", Optional.empty())))
                .isEqualTo(LATER);
    }

    @Test
    void letsAnAccountHaveSoManyRecipientsFromWherever() throws IOException {
        Client here = client(ListenerKind.SUBMISSION, "192.0.2.1", Optional.of("sato@a.example"));
        Client there = client(ListenerKind.SUBMISSION, "192.0.2.2", Optional.of("sato@a.example"));
        assertThat(List.of(rcpt(here), rcpt(there), rcpt(here), rcpt(there)))
                .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED, LATER);
        assertThat(List.of(mail(here), mail(here), mail(here))).containsOnly(ACCEPTED);
        assertThat(rcpt(client(ListenerKind.SMTP, "192.0.2.1", Optional.empty())))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void staysRightWhereTheClockGoesBack() throws IOException {
        Client client = client(ListenerKind.SMTP, "192.0.2.1", Optional.empty());
        mail(client);
        mail(client);
        clock.updateAndGet(now -> now.minus(Duration.ofDays(1)));
        assertThat(mail(client)).isEqualTo(LATER);
        clock.updateAndGet(now -> now.plus(Duration.ofMinutes(1)));
        assertThat(mail(client)).isEqualTo(ACCEPTED);
    }

    @Test
    void countsNobodyOnLmtp() throws IOException {
        Client client = client(ListenerKind.LMTP, "192.0.2.1", Optional.empty());
        assertThat(List.of(mail(client), mail(client), mail(client))).containsOnly(ACCEPTED);
    }
}
