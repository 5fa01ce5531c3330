package epostadm.server;

import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.StoreSecret;
import epostadm.server.config.ListenerConfig;
import epostadm.server.config.ServerConfig;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
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

    private final ServerConfig config;
    private final InstantSource clock;
    private final FileWork files;
    private final LoginDesk desk;

    private Sessions(ServerConfig config, InstantSource clock, FileWork files, LoginDesk desk) {
        this.config = config;
        this.clock = clock;
        this.files = files;
        this.desk = desk;
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
        return new Sessions(config, clock, files, desk);
    }

    Session.Factory of(ListenerConfig listener) {
        return switch (listener.protocol()) {
            case POP3 -> this::pop3;
            case SMTP, SUBMISSION, LMTP -> throw new IllegalStateException();
        };
    }

    private Session pop3(ClientConnection connection) {
        Pop3Session session =
                new Pop3Session(connection, new Pop3Session.House(desk, files, config.limits(), new Pop3Log()), clock);
        return new Session() {
            @Override
            public void run() throws IOException {
                session.run();
            }

            @Override
            public void stop() {}
        };
    }
}
