package epostadm.server.relay;

import java.io.IOException;
import java.io.Serial;

/// The other server offers TLS, and it does not come about.
final class TlsFailedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    TlsFailedException(String message, Exception cause) {
        super(message, cause);
    }
}
