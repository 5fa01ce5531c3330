package epostadm.server;

import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.StoreSecret;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.delivery.Administrator;
import epostadm.server.delivery.DeliveryEvents;
import epostadm.server.delivery.MailboxDelivery;
import epostadm.server.intake.QueueEnvelopes;
import epostadm.server.intake.QueueIntake;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pop3.session.Pop3Session;
import epostadm.server.queue.DeliveryAgent;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.OutsideDelivery;
import epostadm.server.queue.QueueEvents;
import epostadm.server.reception.StoreReception;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.smtp.session.Reception;
import epostadm.server.smtp.session.SmtpService;
import epostadm.server.smtp.session.SmtpSession;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the sessions of all protocols over what they share: accounts, logins, pools, queue.
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(10);

    private final ServerConfig config;
    private final InstantSource clock;
    private final FileWork files;
    private final LoginRoom logins;
    private final Reception reception;
    private final MessageSink.Source sinks;

    private Sessions(
            ServerConfig config,
            InstantSource clock,
            FileWork files,
            LoginRoom logins,
            Reception reception,
            MessageSink.Source sinks) {
        this.config = config;
        this.clock = clock;
        this.files = files;
        this.logins = logins;
        this.reception = reception;
        this.sinks = sinks;
    }

    /// @param parts is given what has to be closed
    static Sessions open(MailStore store, ServerConfig config, InstantSource clock, String holder, Stack parts)
            throws IOException {
        SecureRandom random = new SecureRandom();
        AccountWatch accounts =
                new AccountWatch(store, clock, e -> LOG.error("accounts stay as they were: {}", e.getMessage()));
        Logins logins = new Logins(accounts, StoreSecret.of(store, random), random);
        Throttle throttle = new Throttle(config.login().throttle(), clock, InetAddress::isLoopbackAddress);
        LoginDesk desk = new LoginDesk(logins, throttle, clock, random, config.host());
        FileWork files = new FileWork();
        parts.push(files::close);
        Spool spool = Spool.open(store.work(), store.edition(), clock, holder);
        parts.push(spool::close);
        DeliveryAgent agent = DeliveryAgent.start(delivery(spool, accounts, config, clock));
        parts.push(() -> stop(agent));
        return new Sessions(
                config,
                clock,
                files,
                new LoginRoom(
                        desk,
                        files,
                        EnumSet.allOf(SaslMechanism.class),
                        config.login().clearText()),
                new StoreReception(accounts, files, config.sizeLimit(), clock),
                new QueueIntake(
                        spool,
                        files,
                        QueueEnvelopes.of(config.host(), accounts, clock),
                        message -> agent.arrived(message.id())));
    }

    private static DeliveryAgent.House delivery(
            Spool spool, AccountWatch accounts, ServerConfig config, InstantSource clock) {
        MailboxDelivery inside = new MailboxDelivery(
                spool, accounts, new Administrator(config.administrator()), config.host(), clock, DeliveryEvents.NONE);
        OutsideDelivery outside = (message, domain, recipients) -> recipients.stream()
                .collect(Collectors.toMap(
                        each -> each, _ -> Outcome.deferred(Failure.NO_ANSWER, 451, "4.4.1", "no way out yet")));
        return new DeliveryAgent.House(spool, accounts, inside, outside, config.queue(), clock, QueueEvents.NONE);
    }

    private static void stop(DeliveryAgent agent) throws IOException {
        try {
            agent.stop(LAST_DELIVERIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped in the middle of a delivery");
        }
    }

    Session of(ListenerConfig listener) {
        return switch (listener.protocol()) {
            case POP3 -> this::pop3;
            case SMTP -> smtp(ListenerKind.SMTP, listener);
            case SUBMISSION -> smtp(ListenerKind.SUBMISSION, listener);
            case LMTP -> smtp(ListenerKind.LMTP, listener);
        };
    }

    private Session smtp(ListenerKind kind, ListenerConfig listener) {
        SmtpService service = new SmtpService(
                kind,
                config.host(),
                listener.tls() == TlsMode.STARTTLS,
                config.limits(),
                reception,
                sinks,
                logins,
                new SmtpLog(),
                clock);
        return connection -> new SmtpSession(service, connection).run();
    }

    private void pop3(ClientConnection connection) throws IOException {
        Pop3Session.House house = new Pop3Session.House(logins, files, config.limits(), new Pop3Log());
        new Pop3Session(connection, house, clock).run();
    }
}
