package epostadm.server;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolRecovery;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.store.StoreSecret;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.ServerConfig;
import epostadm.server.control.DomainRests;
import epostadm.server.delivery.Administrator;
import epostadm.server.delivery.MailboxDelivery;
import epostadm.server.delivery.ToldDelivery;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pause.DomainPauses;
import epostadm.server.queue.DeliveryAgent;
import epostadm.server.queue.LocalDelivery;
import epostadm.server.relay.Relay;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.watch.Watch;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store as it is served: its accounts, seen as they change; logins; the queue, and who delivers from it; and
/// who writes down what happens.
record ServedStore(
        AccountWatch accounts,
        LoginRoom logins,
        FileWork files,
        LiveStore folders,
        MessageContents contents,
        Spool spool,
        DeliveryAgent agent,
        Watch watch,
        DomainPauses pauses,
        DomainRests rests) {

    private static final Logger LOG = LoggerFactory.getLogger(ServedStore.class);
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(10);

    /// @param parts is given what has to be closed
    static ServedStore open(
            MailStore store, ServerConfig config, InstantSource clock, ZoneId zone, String holder, Stack parts)
            throws IOException {
        Watch watch = Watch.open(store, config.logs(), config.host(), clock, zone);
        parts.push(watch::close);
        AccountWatch accounts =
                new AccountWatch(store, clock, e -> LOG.error("accounts stay as they were: {}", e.getMessage()));
        FileWork files = new FileWork();
        parts.push(files::close);
        DomainPauses pauses = new DomainPauses();
        LoginRoom logins = logins(store, accounts, files, config, clock, pauses);
        Spool spool = Spool.open(store.work(), store.edition(), clock, holder);
        parts.push(spool::close);
        tell(spool.recovery());
        Relay relay = Relay.open(spool, accounts::gateways, config.relay(), watch.queue(), new SplittableRandom());
        parts.push(relay::close);
        LiveStore folders = LiveStore.open(accounts::store, clock, LOG::warn);
        parts.push(folders::close);
        MessageContents contents = MessageContents.open(store);
        parts.push(contents::close);
        MailboxDelivery mailboxes = new MailboxDelivery(
                spool,
                accounts,
                new Administrator(config.mailbox().administrator()),
                config.host(),
                clock,
                watch.delivery());
        LocalDelivery inside = new ToldDelivery(
                mailboxes, account -> account.mailbox().map(Mailbox::root).ifPresent(folders::arrived));
        DeliveryAgent agent = DeliveryAgent.start(
                new DeliveryAgent.House(spool, accounts, inside, relay, config.queue(), clock, watch.queue(), pauses));
        parts.push(() -> stop(agent));
        DomainRests rests = new DomainRests(accounts, agent);
        parts.push(rests::close);
        return new ServedStore(accounts, logins, files, folders, contents, spool, agent, watch, pauses, rests);
    }

    /// What a crash left in the queue, and what nobody can deliver as it lies there.
    private static void tell(SpoolRecovery found) {
        found.removed().forEach(file -> LOG.info("{}: half taken and never answered for; removed", file));
        found.bodies().forEach(file -> LOG.warn("{}: a message without its .RCP file; left alone", file));
        found.envelopes().forEach(file -> LOG.warn("{}: a .RCP file without its message; left alone", file));
        found.foreign().forEach(file -> LOG.warn("{}: not of this server; left alone", file));
    }

    private static LoginRoom logins(
            MailStore store,
            AccountWatch accounts,
            FileWork files,
            ServerConfig config,
            InstantSource clock,
            DomainPauses pauses)
            throws IOException {
        SecureRandom random = new SecureRandom();
        Logins logins = new Logins(accounts, StoreSecret.of(store, random), random);
        Throttle throttle = new Throttle(config.login().throttle(), clock, InetAddress::isLoopbackAddress);
        LoginDesk desk = new LoginDesk(logins, throttle, clock, random, config.host());
        return new LoginRoom(
                desk, files, EnumSet.allOf(SaslMechanism.class), config.login().clearText(), pauses);
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
