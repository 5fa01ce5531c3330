package epostadm.server.relay;

import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.server.queue.Answer;
import epostadm.server.queue.Failure;
import epostadm.server.queue.Outcome;
import epostadm.server.smtp.ServerExtensions;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Messages handed to another server in a session that is open. For one thread.
///
/// Whatever happens, every recipient has an outcome.
record Handover(Talk talk, ServerExtensions extensions) {

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
        return new Outcome.Failed(new Answer(Optional.of(talk.hop().host()), code, status, text));
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
                    new Answer(Optional.of(talk.hop().host()), 451, "4.4.2", "Connection broke: " + e.getMessage()));
            transaction.recipients().forEach(recipient -> outcomes.putIfAbsent(recipient, broken));
        }
        return outcomes;
    }

    /// One command after the other.
    private List<Recipient> open(Transaction transaction, Map<Recipient, Outcome> outcomes) throws IOException {
        SmtpReply mail = talk.ask(mail(transaction));
        if (!mail.positive()) {
            transaction.recipients().forEach(recipient -> outcomes.put(recipient, refusal(mail)));
            return List.of();
        }
        List<Recipient> accepted = new ArrayList<>();
        for (Recipient recipient : transaction.recipients()) {
            recipient(recipient, talk.ask(rcpt(recipient)), accepted, outcomes);
        }
        return accepted;
    }

    /// All in one write: RFC 2920. DATA goes along, so that its reply comes whatever was refused before.
    private List<Recipient> openAtOnce(Transaction transaction, Map<Recipient, Outcome> outcomes) throws IOException {
        talk.say(mail(transaction));
        for (Recipient recipient : transaction.recipients()) {
            talk.say(rcpt(recipient));
        }
        talk.say("DATA");
        SmtpReply mail = talk.reply(talk.times().command());
        List<Recipient> accepted = new ArrayList<>();
        for (Recipient recipient : transaction.recipients()) {
            SmtpReply reply = talk.reply(talk.times().command());
            recipient(recipient, mail.positive() ? reply : mail, accepted, outcomes);
        }
        SmtpReply data = talk.reply(talk.times().dataStart());
        if (data.code() != 354) {
            accepted.forEach(recipient -> outcomes.put(recipient, refusal(data)));
            return List.of();
        }
        if (accepted.isEmpty()) {
            // RFC 2920 section 3.1: the server waits for content that nobody is to get.
            talk.ask(".");
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
            talk.say("DATA");
            SmtpReply data = talk.reply(talk.times().dataStart());
            if (data.code() != 354) {
                accepted.forEach(recipient -> outcomes.put(recipient, refusal(data)));
                return;
            }
        }
        spool.copyWire(
                transaction.message(), talk.connection().content(talk.times().block()));
        talk.saysContent();
        SmtpReply end = talk.reply(talk.times().dataEnd());
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

    private Outcome refusal(SmtpReply reply) {
        boolean forNow = reply.code() / 100 == 4;
        return new Outcome.Deferred(
                forNow ? Failure.DEFERRED : Failure.REFUSED, answer(reply, forNow ? "4.0.0" : "5.0.0"));
    }

    private Answer answer(SmtpReply reply, String otherwise) {
        return new Answer(
                Optional.of(talk.hop().host()),
                reply.code(),
                reply.enhanced().orElse(otherwise),
                String.join(" ", reply.lines()));
    }
}
