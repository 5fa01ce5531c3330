package epostadm.server.relay;

import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.io.Serial;

/// The other server answers, but does not want to talk.
final class UnwillingException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    UnwillingException(SmtpReply reply) {
        super(reply.toString());
        this.reply = reply;
    }

    SmtpReply reply() {
        return reply;
    }
}
