package epostadm.server;

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
import epostadm.server.pop3.session.Pop3Service;
import epostadm.server.pop3.session.Pop3Session;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the sessions of all protocols over what they share: accounts, logins, pools, queue.
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Pop3Service pop3;

    private Sessions(Pop3Service pop3) {
        this.pop3 = pop3;
    }

    /// @param parts is given what has to be closed
    static Sessions open(MailStore store, ServerConfig config, InstantSource clock, Stack parts) throws IOException {
        SecureRandom random = new SecureRandom();
        AccountWatch accounts =
                new AccountWatch(store, clock, e -> LOG.error("accounts stay as they were: {}", e.getMessage()));
        Logins logins = new Logins(accounts, StoreSecret.of(store, random), random);
        Throttle throttle = new Throttle(config.login().throttle(), clock, InetAddress::isLoopbackAddress);
        LoginDesk desk = new LoginDesk(logins, throttle, clock, random, config.host());
        FileWork files = new FileWork();
        parts.push(files::close);
        LoginRoom room = LoginRoom.of(desk, files);
        return new Sessions(Pop3Service.of(room, true, config.limits(), new Pop3Log(), clock));
    }

    Session.Factory of(ListenerConfig listener) {
        return switch (listener.protocol()) {
            case POP3 -> connection -> pop3(pop3.withTls(listener.tls() == TlsMode.STARTTLS), connection);
            case SMTP, SUBMISSION, LMTP -> throw new IllegalStateException();
        };
    }

    private static Session pop3(Pop3Service service, ClientConnection connection) {
        Pop3Session session = new Pop3Session(service, connection);
        return new Session() {
            @Override
            public void run() throws IOException {
                session.run();
            }

            @Override
            public void stop() {
                session.stop();
            }
        };
    }
}
