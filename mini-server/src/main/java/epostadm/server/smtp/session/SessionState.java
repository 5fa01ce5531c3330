package epostadm.server.smtp.session;

import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.ReversePath;
import java.util.ArrayList;
import java.util.List;

/// Where a session stands.
sealed interface SessionState {

    /// No EHLO yet, or none since TLS began.
    record Fresh() implements SessionState {}

    /// @param extended whether EHLO or LHLO was said, and not HELO
    record Greeted(boolean extended) implements SessionState {}

    /// Between MAIL and the message's end.
    final class Transaction implements SessionState {

        final boolean extended;
        final ReversePath from;
        final MailParameters parameters;
        final List<Envelope.Recipient> recipients = new ArrayList<>();
        /// The message that BDAT has begun; null before.
        MessageIntake chunks;

        /// Whether a chunk was refused: all that is left is to end the transaction.
        boolean failed;

        Transaction(boolean extended, ReversePath from, MailParameters parameters) {
            this.extended = extended;
            this.from = from;
            this.parameters = parameters;
        }

        Envelope envelope(Client client) {
            return new Envelope(client, from, parameters, recipients);
        }
    }
}
