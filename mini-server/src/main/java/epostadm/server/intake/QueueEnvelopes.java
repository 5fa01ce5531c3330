package epostadm.server.intake;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.RcptParameters;
import epostadm.server.smtp.session.Envelope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A session's envelope as the queue keeps it: recipients as they were named, each once. Aliases are followed at
/// delivery. docs/store-format.md, "Queue".
///
/// @param host this server's name
/// @param domain that of `<postmaster>`, who may be written without one (RFC 5321 section 4.5.1)
public record QueueEnvelopes(String host, Supplier<String> domain) {

    /// With the postmaster of this server's own name, where that is a domain of the store, or of its first domain.
    public static QueueEnvelopes of(String host, AccountWatch accounts) {
        Supplier<String> domain = () -> {
            List<String> domains =
                    accounts.domains().stream().map(DomainName::text).toList();
            return domains.isEmpty() || domains.contains(host.toLowerCase(Locale.ROOT)) ? host : domains.getFirst();
        };
        return new QueueEnvelopes(host, domain);
    }

    epostadm.mailstore.spool.Envelope of(QueueId id, Envelope envelope) {
        Set<String> named = new HashSet<>();
        List<Recipient> recipients = envelope.recipients().stream()
                .map(this::recipient)
                .filter(recipient -> named.add(recipient.address()))
                .toList();
        return epostadm.mailstore.spool.Envelope.of(
                id, host, envelope.from().toString(), recipients, extras(envelope.parameters()));
    }

    /// When it arrived is said by the body's time, so that a plain message needs no file beside its envelope.
    private EnvelopeExtras extras(MailParameters parameters) {
        Optional<String> body = parameters.body().map(given -> switch (given) {
            case SEVEN_BIT -> "7BIT";
            case EIGHT_BIT_MIME -> "8BITMIME";
        });
        return new EnvelopeExtras(
                Optional.empty(),
                parameters.envid().filter(id -> !id.isEmpty()),
                parameters.ret().map(MailParameters.Ret::name),
                body,
                parameters.smtpUtf8(),
                0,
                false,
                Optional.empty());
    }

    private Recipient recipient(Envelope.Recipient recipient) {
        String address = switch (recipient.to()) {
            case ForwardPath.Postmaster _ -> "postmaster@" + domain.get();
            case ForwardPath.Recipient(var named) -> named.toString();
        };
        RcptParameters parameters = recipient.parameters();
        String reports = parameters.reportsInOrder().stream()
                .map(RcptParameters.Notify::name)
                .collect(Collectors.joining(","));
        return new Recipient(address, Optional.of(reports).filter(text -> !text.isEmpty()), parameters.orcpt());
    }
}
