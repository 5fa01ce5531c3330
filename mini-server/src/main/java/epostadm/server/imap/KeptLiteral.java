package epostadm.server.imap;

import java.io.IOException;
import java.io.InputStream;

/// A literal that is too large for memory, kept by whoever reads the command. It is let go when the command has
/// ended.
public interface KeptLiteral {

    /// In octets.
    long size();

    InputStream open() throws IOException;
}
