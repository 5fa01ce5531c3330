package epostadm.server.imap.session;

import java.io.IOException;

/// A message could not be put on the disk while it came: our fault, and not the connection's.
final class KeepingFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    KeepingFailedException(IOException cause) {
        super(cause);
    }
}
