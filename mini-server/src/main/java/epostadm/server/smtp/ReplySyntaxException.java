package epostadm.server.smtp;

import java.io.IOException;
import java.io.Serial;

/// What the other server said is no reply: the connection must end.
public final class ReplySyntaxException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    ReplySyntaxException(String message) {
        super(message);
    }
}
