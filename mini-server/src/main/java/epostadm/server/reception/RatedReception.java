package epostadm.server.reception;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.Reception;
import epostadm.server.wire.ClientNetwork;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Asks another, unless a client brings too much: then it is told to come later. LMTP is not counted, since whoever
/// feeds it brings everybody's mail.
public final class RatedReception implements Reception {

    private final Reception asked;
    private final Rates rates;
    private final Allowance<ClientNetwork> messages;
    private final Allowance<String> recipients;

    public RatedReception(Reception asked, Rates rates, InstantSource clock) {
        this.asked = asked;
        this.rates = rates;
        this.messages = new Allowance<>(rates.messagesPerMinute(), Duration.ofMinutes(1), clock);
        this.recipients = new Allowance<>(rates.recipientsPerHour(), Duration.ofHours(1), clock);
    }

    @Override
    public Verdict sender(Client client, ReversePath from, MailParameters parameters) throws IOException {
        boolean counted =
                rates.messagesPerMinute() > 0 && client.account().isEmpty() && client.kind() != ListenerKind.LMTP;
        return counted && !messages.take(ClientNetwork.of(client.address()))
                ? new Verdict.Refused(Replies.tooMuchMail())
                : asked.sender(client, from, parameters);
    }

    @Override
    public Verdict recipient(Envelope soFar, ForwardPath to) throws IOException {
        Optional<String> account = soFar.client().account();
        boolean counted = rates.recipientsPerHour() > 0 && account.isPresent();
        return counted && !recipients.take(account.get())
                ? new Verdict.Refused(Replies.tooMuchMail())
                : asked.recipient(soFar, to);
    }
}
