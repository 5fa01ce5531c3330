package epostadm.server;

import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.StoreSecret;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.ServerConfig;
import epostadm.server.delivery.Administrator;
import epostadm.server.delivery.DeliveryEvents;
import epostadm.server.delivery.MailboxDelivery;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;

import epostadm.server.queue.DeliveryAgent;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.OutsideDelivery;
import epostadm.server.queue.QueueEvents;
import epostadm.server.sasl.SaslMechanism;
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

/// The store as it is served: its accounts, watched; logins; the queue, and who delivers from it.
record ServedStore(AccountWatch accounts, LoginRoom logins, FileWork files, Spool spool, DeliveryAgent agent) {

    private static final Logger LOG = LoggerFactory.getLogger(ServedStore.class);
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(10);

    /// @param parts is given what has to be closed
    static ServedStore open(MailStore store, ServerConfig config, InstantSource clock, String holder, Stack parts)
            throws IOException {
        AccountWatch accounts =
                new AccountWatch(store, clock, e -> LOG.error("accounts stay as they were: {}", e.getMessage()));
        FileWork files = new FileWork();
        parts.push(files::close);
        LoginRoom logins = logins(store, accounts, files, config, clock);
        Spool spool = Spool.open(store.work(), store.edition(), clock, holder);
        parts.push(spool::close);
        DeliveryAgent agent = DeliveryAgent.start(delivery(spool, accounts, config, clock));
        parts.push(() -> stop(agent));
        return new ServedStore(accounts, logins, files, spool, agent);
    }

    private static LoginRoom logins(
            MailStore store, AccountWatch accounts, FileWork files, ServerConfig config, InstantSource clock)
            throws IOException {
        SecureRandom random = new SecureRandom();
        Logins logins = new Logins(accounts, StoreSecret.of(store, random), random);
        Throttle throttle = new Throttle(config.login().throttle(), clock, InetAddress::isLoopbackAddress);
        LoginDesk desk = new LoginDesk(logins, throttle, clock, random, config.host());
        return new LoginRoom(
                desk, files, EnumSet.allOf(SaslMechanism.class), config.login().clearText());
    }

    private static DeliveryAgent.House delivery(
            Spool spool, AccountWatch accounts, ServerConfig config, InstantSource clock) {
        MailboxDelivery inside = new MailboxDelivery(
                spool, accounts, new Administrator(config.administrator()), config.host(), clock, DeliveryEvents.NONE);
        OutsideDelivery outside = (_, _, recipients) -> recipients.stream()
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
}
