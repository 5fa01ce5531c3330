package epostadm.server.smtp;

import java.io.Serial;

/// What the client said is no command, or none that is spoken here: 500, 501, 504 or 555. RFC 5321 section 4.2.4.
public final class SmtpSyntaxException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;
    private final boolean outOfStep;

    SmtpSyntaxException(SmtpReply reply) {
        this(reply, false);
    }

    SmtpSyntaxException(SmtpReply reply, boolean outOfStep) {
        super(reply.toString());
        this.reply = reply;
        this.outOfStep = outOfStep;
    }

    public SmtpReply reply() {
        return reply;
    }

    /// Whether it can no longer be told what of that which follows is a command and what a message's content: the
    /// connection must end.
    public boolean outOfStep() {
        return outOfStep;
    }
}
