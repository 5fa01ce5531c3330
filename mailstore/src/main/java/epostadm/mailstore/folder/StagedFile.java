package epostadm.mailstore.folder;

import epostadm.mailstore.disk.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A file in which a message that a client sends is gathered. Closing takes it away where no folder has taken it.
public final class StagedFile implements Closeable {

    /// An empty one in that directory, on the store's volume.
    public static StagedFile in(Path directory, Durability durability) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Octets of the message's text, so far.
    public long size() {
        throw new UnsupportedOperationException();
    }

    /// More of the message's text, as the client sent it; stuffed on the way. Bare line feeds become CRLF.
    public void write(byte[] text, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Forces it to the disk; nothing can be written any more.
    public void finish() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// What was written, once finished: the text, unstuffed.
    public InputStream open() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
