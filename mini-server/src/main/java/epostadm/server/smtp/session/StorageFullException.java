package epostadm.server.smtp.session;

import java.io.IOException;
import java.io.Serial;

/// There is no room for a message: 452 4.3.1, and the client tries again.
public final class StorageFullException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StorageFullException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
