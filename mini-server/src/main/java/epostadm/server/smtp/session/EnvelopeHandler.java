package epostadm.server.smtp.session;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpCommand;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.SessionState.Fresh;
import epostadm.server.smtp.session.SessionState.Greeted;
import epostadm.server.smtp.session.SessionState.Transaction;
import java.io.IOException;

/// MAIL and RCPT. RFC 5321 sections 4.1.1.2 and 4.1.1.3.
final class EnvelopeHandler {

    private final SmtpService service;

    EnvelopeHandler(SmtpService service) {
        this.service = service;
    }

    Transaction mail(SessionState state, Client client, SmtpCommand.Mail mail) throws RefusedException {
        boolean extended = switch (state) {
            case Fresh _ ->
                throw new RefusedException(Replies.badSequence(
                        service.kind() == ListenerKind.LMTP ? "Send LHLO first" : "Send EHLO first"));
            case Transaction _ -> throw new RefusedException(Replies.badSequence("Sender already given"));
            case Greeted greeted -> greeted.extended();
        };
        if (service.kind() == ListenerKind.SUBMISSION && client.account().isEmpty()) {
            throw new RefusedException(Replies.authenticationRequired());
        }
        if (!extended && !mail.parameters().equals(MailParameters.NONE)) {
            throw new RefusedException(Replies.noParametersAfterHelo());
        }
        if (!mail.parameters().smtpUtf8() && !mail.from().ascii()) {
            throw new RefusedException(Replies.senderNeedsUtf8());
        }
        if (mail.parameters().size().orElse(0) > service.limits().messageSize()) {
            throw new RefusedException(Replies.tooLarge());
        }
        judge(client, () -> service.reception().sender(client, mail.from(), mail.parameters()));
        return new Transaction(extended, mail.from(), mail.parameters());
    }

    void rcpt(SessionState state, Client client, SmtpCommand.Rcpt rcpt) throws RefusedException {
        if (!(state instanceof Transaction transaction)) {
            throw new RefusedException(Replies.badSequence("Send MAIL first"));
        }
        if (transaction.chunks != null || transaction.failed) {
            throw new RefusedException(Replies.badSequence("The message has begun"));
        }
        ForwardPath to = rcpt.to();
        if (!transaction.parameters.smtpUtf8() && !to.ascii()) {
            throw new RefusedException(Replies.recipientNeedsUtf8());
        }
        if (transaction.recipients.size() >= service.limits().recipients()) {
            throw new RefusedException(Replies.tooManyRecipients());
        }
        judge(client, () -> service.reception().recipient(transaction.envelope(client), to));
        transaction.recipients.add(new Envelope.Recipient(to, rcpt.parameters()));
    }

    private interface Question {
        Reception.Verdict ask() throws IOException;
    }

    private void judge(Client client, Question question) throws RefusedException {
        Reception.Verdict verdict;
        try {
            verdict = question.ask();
        } catch (IOException fault) {
            throw new RefusedException(service.faulty(client, fault));
        }
        if (verdict instanceof Reception.Verdict.Refused(SmtpReply reply)) {
            throw new RefusedException(reply);
        }
    }
}
