package epostadm.server.relay;

import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.server.queue.Answer;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.queue.QueueEvents;
import epostadm.server.smtp.ServerExtensions;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The client's side of one SMTP session, from the greeting to QUIT. RFC 5321. For one thread.
///
/// An [IOException] means that the server is of no use before it was told anything about the message; after that,
/// every recipient has an outcome, whatever happens.
final class SmtpClient {

    private static final int SERVICE_READY = 220;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ServerConnection connection;
    private final Hop hop;
    private final TimeOuts times;
    private final QueueEvents events;
    private final QueueId id;
    private ServerExtensions extensions = ServerExtensions.NONE;

    SmtpClient(ServerConnection connection, Hop hop, TimeOuts times, QueueEvents events, QueueId id) {
        this.connection = connection;
        this.hop = hop;
        this.times = times;
        this.events = events;
        this.id = id;
    }

    // ---- Opening

    void greet(String host) throws IOException {
        SmtpReply greeting = heard(connection.reply(times.command()));
        if (greeting.code() != SERVICE_READY) {
            throw new UnwillingException(greeting);
        }
        hello(host);
    }

    private void hello(String host) throws IOException {
        SmtpReply ehlo = ask("EHLO " + host);
        if (ehlo.code() == 250) {
            extensions = ServerExtensions.of(ehlo);
            return;
        }
        if (ehlo.code() >= 500 && !connection.secure()) {
            SmtpReply helo = ask("HELO " + host);
            if (helo.code() == 250) {
                extensions = ServerExtensions.NONE;
                return;
            }
            throw new UnwillingException(helo);
        }
        throw new UnwillingException(ehlo);
    }

    boolean offersTls() {
        return extensions.offers("STARTTLS");
    }

    /// Afterwards the server has to be asked anew what it can (RFC 3207 section 4.2).
    ///
    /// @throws TlsFailedException where the server does not do what it offers
    void startTls(Contexts contexts, String host) throws IOException {
        SmtpReply reply = ask("STARTTLS");
        if (reply.code() != SERVICE_READY) {
            throw new TlsFailedException(reply.toString(), new UnwillingException(reply));
        }
        try {
            boolean verified = hop.tls() == TlsPolicy.VERIFIED;
            connection.startTls(contexts.of(hop.tls()), hop.host(), verified, times.command());
        } catch (IOException e) {
            throw new TlsFailedException("TLS: " + e.getMessage(), e);
        }
        hello(host);
    }

    void logIn(Hop.Login login) throws IOException {
        SmtpReply reply;
        if (extensions.authenticatesBy("PLAIN")) {
            String plain = "\0" + login.name() + "\0" + login.password();
            reply = askSecretly("AUTH PLAIN ", base64(plain));
        } else if (extensions.authenticatesBy("LOGIN")) {
            reply = ask("AUTH LOGIN");
            reply = reply.code() == 334 ? askSecretly("", base64(login.name())) : reply;
            reply = reply.code() == 334 ? askSecretly("", base64(login.password())) : reply;
        } else {
            throw new IOException("no mechanism to log in with is offered");
        }
        if (reply.code() != 235) {
            throw new UnwillingException(reply);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- A message

    /// Whether the server can take the message at all; why not, if not.
    Optional<Outcome> unfit(Transaction transaction) {
        OptionalLong limit = extensions.size();
        if (limit.isPresent() && transaction.size() > limit.getAsLong()) {
            return Optional.of(fails(552, "5.3.4", "Message is larger than " + limit.getAsLong() + " octets"));
        }
        if (transaction.utf8() && !extensions.offers("SMTPUTF8")) {
            return Optional.of(fails(550, "5.6.7", "SMTPUTF8 is needed and not offered"));
        }
        if (transaction
                        .message()
                        .envelope()
                        .extras()
                        .body()
                        .filter("8BITMIME"::equals)
                        .isPresent()
                && !extensions.offers("8BITMIME")) {
            return Optional.of(fails(554, "5.6.3", "8BITMIME is needed and not offered"));
        }
        return Optional.empty();
    }

    private Outcome fails(int code, String status, String text) {
        return new Outcome.Failed(new Answer(Optional.of(hop.host()), code, status, text));
    }

    Map<Recipient, Outcome> send(Transaction transaction, Spool spool) {
        Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        try {
            boolean pipelining = extensions.offers("PIPELINING");
            List<Recipient> accepted = pipelining ? openAtOnce(transaction, outcomes) : open(transaction, outcomes);
            if (!accepted.isEmpty()) {
                content(transaction, spool, pipelining, accepted, outcomes);
            }
        } catch (IOException e) {
            Outcome broken = new Outcome.Deferred(
                    Failure.NO_ANSWER,
                    new Answer(Optional.of(hop.host()), 451, "4.4.2", "Connection broke: " + e.getMessage()));
            transaction.recipients().forEach(recipient -> outcomes.putIfAbsent(recipient, broken));
        }
        return outcomes;
    }

    void quit() {
        try {
            say("QUIT");
            heard(connection.reply(FAREWELL));
        } catch (IOException e) {
            return; // The message's fate is known.
        }
    }

    /// One command after the other.
    private List<Recipient> open(Transaction transaction, Map<Recipient, Outcome> outcomes) throws IOException {
        SmtpReply mail = ask(mail(transaction));
        if (!mail.positive()) {
            transaction.recipients().forEach(recipient -> outcomes.put(recipient, refusal(mail)));
            return List.of();
        }
        List<Recipient> accepted = new ArrayList<>();
        for (Recipient recipient : transaction.recipients()) {
            recipient(recipient, ask(rcpt(recipient)), accepted, outcomes);
        }
        return accepted;
    }

    /// All in one write: RFC 2920. DATA goes along, so that its reply comes whatever was refused before.
    private List<Recipient> openAtOnce(Transaction transaction, Map<Recipient, Outcome> outcomes) throws IOException {
        say(mail(transaction));
        for (Recipient recipient : transaction.recipients()) {
            say(rcpt(recipient));
        }
        say("DATA");
        SmtpReply mail = heard(connection.reply(times.command()));
        List<Recipient> accepted = new ArrayList<>();
        for (Recipient recipient : transaction.recipients()) {
            SmtpReply reply = heard(connection.reply(times.command()));
            recipient(recipient, mail.positive() ? reply : mail, accepted, outcomes);
        }
        SmtpReply data = heard(connection.reply(times.dataStart()));
        if (data.code() != 354) {
            accepted.forEach(recipient -> outcomes.put(recipient, refusal(data)));
            return List.of();
        }
        if (accepted.isEmpty()) {
            // RFC 2920 section 3.1: the server waits for content that nobody is to get.
            ask(".");
        }
        return accepted;
    }

    private void recipient(
            Recipient recipient, SmtpReply reply, List<Recipient> accepted, Map<Recipient, Outcome> outcomes) {
        if (reply.code() / 100 == 2) {
            accepted.add(recipient);
        } else {
            outcomes.put(recipient, refusal(reply));
        }
    }

    private void content(
            Transaction transaction,
            Spool spool,
            boolean dataSaid,
            List<Recipient> accepted,
            Map<Recipient, Outcome> outcomes)
            throws IOException {
        if (!dataSaid) {
            say("DATA");
            SmtpReply data = heard(connection.reply(times.dataStart()));
            if (data.code() != 354) {
                accepted.forEach(recipient -> outcomes.put(recipient, refusal(data)));
                return;
            }
        }
        spool.copyWire(transaction.message(), connection.content(times.block()));
        events.said(id, hop.host(), ".");
        SmtpReply end = heard(connection.reply(times.dataEnd()));
        Outcome.Reach reach = extensions.offers("DSN") ? Outcome.Reach.REPORTING_SERVER : Outcome.Reach.SILENT_SERVER;
        Outcome outcome = end.code() / 100 == 2 ? new Outcome.Delivered(answer(end, "2.0.0"), reach) : refusal(end);
        accepted.forEach(recipient -> outcomes.put(recipient, outcome));
    }

    private String mail(Transaction transaction) {
        EnvelopeExtras extras = transaction.message().envelope().extras();
        StringBuilder command = new StringBuilder("MAIL FROM:<")
                .append(transaction.message().envelope().reversePath())
                .append('>');
        if (extensions.offers("SIZE")) {
            command.append(" SIZE=").append(transaction.size());
        }
        if (extensions.offers("8BITMIME")) {
            extras.body().ifPresent(body -> command.append(" BODY=").append(body));
        }
        if (transaction.utf8()) {
            command.append(" SMTPUTF8");
        }
        if (extensions.offers("DSN")) {
            extras.ret().ifPresent(ret -> command.append(" RET=").append(ret));
            extras.envelopeId().ifPresent(envid -> command.append(" ENVID=").append(envid));
        }
        return command.toString();
    }

    private String rcpt(Recipient recipient) {
        StringBuilder command =
                new StringBuilder("RCPT TO:<").append(recipient.address()).append('>');
        if (extensions.offers("DSN")) {
            recipient.notifyOn().ifPresent(when -> command.append(" NOTIFY=").append(when));
            recipient
                    .originalRecipient()
                    .ifPresent(orcpt -> command.append(" ORCPT=").append(orcpt));
        }
        return command.toString();
    }

    // ---- Words

    private Outcome refusal(SmtpReply reply) {
        boolean forNow = reply.code() / 100 == 4;
        return new Outcome.Deferred(
                forNow ? Failure.DEFERRED : Failure.REFUSED, answer(reply, forNow ? "4.0.0" : "5.0.0"));
    }

    private Answer answer(SmtpReply reply, String otherwise) {
        return new Answer(
                Optional.of(hop.host()),
                reply.code(),
                reply.enhanced().orElse(otherwise),
                String.join(" ", reply.lines()));
    }

    private SmtpReply ask(String line) throws IOException {
        say(line);
        return heard(connection.reply(times.command()));
    }

    private SmtpReply askSecretly(String start, String secret) throws IOException {
        events.said(id, hop.host(), start + "****");
        connection.line(start + secret);
        return heard(connection.reply(times.command()));
    }

    private void say(String line) throws IOException {
        events.said(id, hop.host(), line);
        connection.line(line);
    }

    private SmtpReply heard(SmtpReply reply) {
        events.heard(id, hop.host(), reply.toString());
        return reply;
    }
}
