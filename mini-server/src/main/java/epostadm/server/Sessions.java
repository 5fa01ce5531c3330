package epostadm.server;

import epostadm.server.config.ListenerConfig;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.search.order.SortMemory;
import epostadm.server.imap.session.ImapService;
import epostadm.server.imap.session.ImapSession;
import epostadm.server.intake.QueueEnvelopes;
import epostadm.server.intake.QueueIntake;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.session.Pop3Service;
import epostadm.server.pop3.session.Pop3Session;
import epostadm.server.reception.PausedReception;
import epostadm.server.reception.RatedReception;
import epostadm.server.reception.StoreReception;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.smtp.session.Reception;
import epostadm.server.smtp.session.SmtpService;
import epostadm.server.smtp.session.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;

/// Begins the sessions of all protocols over one served store.
final class Sessions {

    private final ServerConfig config;
    private final ServedStore store;
    private final InstantSource clock;
    private final Reception reception;
    private final MessageSink.Source intake;
    private final Pop3Service pop3;
    private final ImapService imap;

    Sessions(ServerConfig config, ServedStore store, InstantSource clock, ZoneId zone) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        Reception rules = new StoreReception(
                store.accounts(), store.files(), config.mailbox().sizeLimit(), clock);
        Reception rated = new RatedReception(rules, config.rates(), clock);
        this.reception = new PausedReception(rated, store.accounts(), store.files(), store.pauses());
        this.intake = new QueueIntake(
                store.spool(),
                store.files(),
                QueueEnvelopes.of(config.host(), store.accounts()),
                message -> store.agent().arrived(message.id()));
        this.pop3 = Pop3Service.of(
                store.logins(), true, config.limits(), store.watch().pop3(), clock);
        this.imap = new ImapService(
                store.logins(),
                store.files(),
                store.folders(),
                store.contents(),
                new SortMemory(),
                true,
                config.limits(),
                config.mailbox(),
                store.watch().imap(),
                clock,
                zone);
    }

    /// The sessions of one listener.
    Session of(ListenerConfig listener) {
        boolean tls = listener.tls() == TlsMode.STARTTLS;
        return switch (listener.protocol()) {
            case POP3 -> pop3(pop3.withTls(tls));
            case IMAP -> imap(imap.withTls(tls));
            case SMTP -> smtp(ListenerKind.SMTP, tls);
            case SUBMISSION -> smtp(ListenerKind.SUBMISSION, tls);
            case LMTP -> smtp(ListenerKind.LMTP, tls);
        };
    }

    /// What is said to those for whom there is no room.
    String full(ListenerConfig listener) {
        return switch (listener.protocol()) {
            case POP3 -> text(Pop3Refusal.FULL.reply().bytes());
            case IMAP -> StatusResponse.bye("too many connections, try later") + "\r\n";
            case SMTP, SUBMISSION, LMTP ->
                text(Replies.tooManyConnections(config.host()).bytes());
        };
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static Session pop3(Pop3Service service) {
        return connection -> new Pop3Session(service, connection).run();
    }

    private static Session imap(ImapService service) {
        return connection -> new ImapSession(service, connection).run();
    }

    private Session smtp(ListenerKind kind, boolean tls) {
        SmtpService service = new SmtpService(
                kind,
                config.host(),
                tls,
                config.limits(),
                reception,
                intake,
                store.logins(),
                store.watch().smtp(),
                clock);
        return connection -> new SmtpSession(service, connection).run();
    }
}
