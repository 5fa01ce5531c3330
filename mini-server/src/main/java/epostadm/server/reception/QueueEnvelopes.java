package epostadm.server.reception;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.Recipient;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.RcptParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The queue's envelope of what a session took.
final class QueueEnvelopes {

    private QueueEnvelopes() {}

    static Envelope of(epostadm.server.smtp.session.Envelope taken, QueueId id, String host, Instant now) {
        MailParameters parameters = taken.parameters();
        Optional<String> body = parameters.body().map(kind -> switch (kind) {
            case SEVEN_BIT -> "7BIT";
            case EIGHT_BIT_MIME -> "8BITMIME";
        });
        EnvelopeExtras extras = new EnvelopeExtras(
                Optional.of(now),
                parameters.envid(),
                parameters.ret().map(Enum::name),
                body,
                parameters.smtpUtf8(),
                0,
                false,
                Optional.empty());
        return Envelope.of(id, host, taken.from().toString(), recipients(taken, host), extras);
    }

    private static List<Recipient> recipients(epostadm.server.smtp.session.Envelope taken, String host) {
        return taken.recipients().stream().map(each -> recipient(each, host)).toList();
    }

    /// `<postmaster>` alone is this server's. RFC 5321 section 4.5.1.
    private static Recipient recipient(epostadm.server.smtp.session.Envelope.Recipient each, String host) {
        String address = each.to().toString();
        RcptParameters parameters = each.parameters();
        Optional<String> reports = parameters.reports().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        parameters.reportsInOrder().stream().map(Enum::name).collect(Collectors.joining(",")));
        return new Recipient(address.indexOf('@') < 0 ? address + "@" + host : address, reports, parameters.orcpt());
    }
}
