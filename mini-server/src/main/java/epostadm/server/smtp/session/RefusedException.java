package epostadm.server.smtp.session;

import epostadm.server.smtp.SmtpReply;
import java.io.Serial;

/// Our refusal, with its code.
final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    RefusedException(SmtpReply reply) {
        super(reply.toString());
        this.reply = reply;
    }

    SmtpReply reply() {
        return reply;
    }
}
