package epostadm.server.smtp.session;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.RcptParameters;
import epostadm.server.smtp.ReversePath;
import java.util.List;

/// What is known of a message from MAIL and RCPT.
public record Envelope(Client client, ReversePath from, MailParameters parameters, List<Recipient> recipients) {

    public record Recipient(ForwardPath to, RcptParameters parameters) {}

    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
