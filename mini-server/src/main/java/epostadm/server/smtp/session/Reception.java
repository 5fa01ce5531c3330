package epostadm.server.smtp.session;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;

/// Who may send what to whom.
public interface Reception {

    sealed interface Verdict {
        record Accepted() implements Verdict {}

        record Refused(SmtpReply reply) implements Verdict {}
    }

    /// May this client send in this name? Asked at MAIL.
    Verdict sender(Client client, ReversePath from, MailParameters parameters) throws IOException;

    /// May it send to this recipient? Asked at RCPT.
    ///
    /// @param soFar the envelope with those that were accepted
    Verdict recipient(Envelope soFar, ForwardPath to) throws IOException;
}
