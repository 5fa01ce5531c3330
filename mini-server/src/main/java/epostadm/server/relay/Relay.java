package epostadm.server.relay;

import epostadm.mailstore.control.GatewayDat;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.server.queue.Answer;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.OutsideDelivery;
import epostadm.server.queue.QueueEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Hands messages to other servers: finds them, tries one after the other until one talks, and says what each
/// recipient's outcome is.
///
/// A message that was given and whose last reply is lost goes a second time: RFC 5321 section 4.1.1.4 has it so.
public final class Relay implements OutsideDelivery, AutoCloseable {

    private static final int MOST_ADDRESSES = 10;

    /// All servers take so many (RFC 5321 section 4.5.3.1.8).
    private static final int RECIPIENTS_AT_ONCE = 100;

    private static final long WATCH = 1000;

    private final Spool spool;
    private final RelayConfig config;
    private final Router router;
    private final QueueEvents events;
    private final Contexts contexts;
    private final Deadlines deadlines = new Deadlines(WATCH);

    private Relay(Spool spool, RelayConfig config, Router router, QueueEvents events, Contexts contexts) {
        this.spool = spool;
        this.config = config;
        this.router = router;
        this.events = events;
        this.contexts = contexts;
    }

    /// @param gateways gateway.dat as it is now
    /// @param random draws lots among mail exchangers of the same preference
    public static Relay open(
            Spool spool, Supplier<GatewayDat> gateways, RelayConfig config, QueueEvents events, RandomGenerator random)
            throws UnknownHostException {
        MailExchangers exchangers = new MailExchangers(config.dnsServers(), config.dnsTimeOut(), random);
        return new Relay(spool, config, new Router(gateways, config, exchangers), events, Contexts.standard());
    }

    @Override
    public Map<Recipient, Outcome> deliver(QueuedMessage message, String domain, List<Recipient> recipients) {
        Optional<Outcome> unreadable = unreadable(message);
        if (unreadable.isPresent()) {
            return all(recipients, unreadable.get());
        }
        return switch (router.of(domain)) {
            case Route.NoMail _ -> all(recipients, Outcome.failed(556, "5.1.10", domain + " takes no mail"));
            case Route.Circle(String why) -> all(recipients, Outcome.failed(554, "5.4.6", why));
            case Route.Unknown(String why) -> all(recipients, Outcome.deferred(Failure.REFUSED, 550, "5.1.2", why));
            case Route.NoAnswer(String why) -> all(recipients, Outcome.deferred(Failure.NO_ANSWER, 451, "4.4.3", why));
            case Route.Via via -> via(message, recipients, via);
        };
    }

    @Override
    public String lane(String domain) {
        return router.fixed(domain).map(hop -> hop.host() + ":" + hop.port()).orElse(domain);
    }

    private static Map<Recipient, Outcome> all(List<Recipient> recipients, Outcome outcome) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        recipients.forEach(recipient -> outcomes.put(recipient, outcome));
        return outcomes;
    }

    /// A fault of ours must not look like one of the other server's.
    private Optional<Outcome> unreadable(QueuedMessage message) {
        try (InputStream text = spool.text(message)) {
            text.skipNBytes(0);
            return Optional.empty();
        } catch (IOException e) {
            events.fault(message.id(), e);
            return Optional.of(Outcome.deferred(Failure.DEFERRED, 451, "4.3.0", "Message cannot be read"));
        }
    }

    private Map<Recipient, Outcome> via(QueuedMessage message, List<Recipient> recipients, Route.Via via) {
        Outcome last = Outcome.deferred(Failure.NO_ANSWER, 451, "4.4.4", "No server has an address");
        int tried = 0;
        for (Hop hop : via.hops()) {
            List<InetAddress> addresses;
            try {
                addresses = router.addresses(hop, via.byName());
            } catch (IOException e) {
                last = unanswered(hop, "Address not found: " + e.getMessage());
                continue;
            }
            for (InetAddress address : addresses) {
                if (tried++ == MOST_ADDRESSES) {
                    return all(recipients, last);
                }
                try {
                    return session(message, recipients, hop, new InetSocketAddress(address, hop.port()));
                } catch (UnwillingException e) {
                    last = unwilling(hop, e);
                } catch (IOException e) {
                    last = unanswered(hop, address.getHostAddress() + ": " + e.getMessage());
                }
            }
        }
        return all(recipients, last);
    }

    private static Outcome unanswered(Hop hop, String text) {
        return new Outcome.Deferred(Failure.NO_ANSWER, new Answer(Optional.of(hop.host()), 451, "4.4.1", text));
    }

    private static Outcome unwilling(Hop hop, UnwillingException e) {
        boolean forNow = e.reply().code() < 500;
        return new Outcome.Deferred(
                forNow ? Failure.DEFERRED : Failure.REFUSED,
                new Answer(
                        Optional.of(hop.host()),
                        e.reply().code(),
                        forNow
                                ? e.reply().enhanced().orElse("4.3.2")
                                : e.reply().enhanced().orElse("5.3.2"),
                        String.join(" ", e.reply().lines())));
    }

    /// @throws IOException where the server was told nothing about the message
    private Map<Recipient, Outcome> session(
            QueuedMessage message, List<Recipient> recipients, Hop hop, InetSocketAddress address) throws IOException {
        boolean tls = hop.tls() != TlsPolicy.NEVER;
        try {
            return session(message, recipients, hop, address, tls);
        } catch (TlsFailedException e) {
            if (hop.tls() != TlsPolicy.WHERE_OFFERED) {
                throw e;
            }
            return session(message, recipients, hop, address, false);
        }
    }

    private Map<Recipient, Outcome> session(
            QueuedMessage message, List<Recipient> recipients, Hop hop, InetSocketAddress address, boolean tls)
            throws IOException {
        QueueId id = message.id();
        try (ServerConnection connection =
                ServerConnection.open(address, config.timeOuts().connect(), deadlines)) {
            SmtpClient client = new SmtpClient(new Talk(connection, hop, config.timeOuts(), events, id));
            client.greet(config.host());
            if (tls && client.offersTls()) {
                client.startTls(contexts, config.host());
            } else if (hop.tls() == TlsPolicy.REQUIRED || hop.tls() == TlsPolicy.VERIFIED) {
                throw new IOException("TLS is required and not offered");
            }
            if (hop.login().isPresent()) {
                requireConfidential(connection, hop);
                client.logIn(hop.login().get());
            }
            Handover handover = client.handover();
            Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
            long size = size(message);
            for (List<Recipient> some : atOnce(recipients)) {
                Transaction transaction = new Transaction(message, some, size);
                Optional<Outcome> unfit = handover.unfit(transaction);
                outcomes.putAll(unfit.isPresent() ? all(some, unfit.get()) : handover.send(transaction, spool));
            }
            client.quit();
            return outcomes;
        }
    }

    /// What SIZE counts (RFC 1870 section 3): the text, without the dots of the stored form and its Return-Path.
    private long size(QueuedMessage message) throws IOException {
        try (InputStream text = spool.text(message)) {
            return text.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Whoever takes STARTTLS out of what the server offers must not be told the password.
    private static void requireConfidential(ServerConnection connection, Hop hop) throws IOException {
        if (!connection.secure() && hop.tls() != TlsPolicy.NEVER) {
            throw new IOException("no TLS to log in under");
        }
    }

    private static List<List<Recipient>> atOnce(List<Recipient> recipients) {
        List<List<Recipient>> some = new ArrayList<>();
        for (int from = 0; from < recipients.size(); from += RECIPIENTS_AT_ONCE) {
            some.add(recipients.subList(from, Math.min(recipients.size(), from + RECIPIENTS_AT_ONCE)));
        }
        return some;
    }

    /// Cuts off what runs.
    @Override
    public void close() {
        deadlines.close();
    }
}
