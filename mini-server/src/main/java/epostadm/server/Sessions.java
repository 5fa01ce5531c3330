package epostadm.server;

import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.StoreSecret;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.ServerConfig;
import epostadm.server.config.TlsMode;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pop3.session.Pop3Session;
import epostadm.server.reception.MailPolicy;
import epostadm.server.reception.SpoolSinks;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.MessageSink;
import epostadm.server.smtp.session.Reception;
import epostadm.server.smtp.session.SmtpService;
import epostadm.server.smtp.session.SmtpSession;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the sessions of all protocols over what they share: accounts, logins, pools, queue.
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

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
        return new Sessions(
                config,
                clock,
                files,
                new LoginRoom(
                        desk,
                        files,
                        EnumSet.allOf(SaslMechanism.class),
                        config.login().clearText()),
                new MailPolicy(accounts),
                new SpoolSinks(spool, files, config.host(), clock, _ -> {}));
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
