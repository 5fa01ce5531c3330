package epostadm.mailstore.folder;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.EncodedMessageException;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageWriter;
import epostadm.mailstore.disk.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/// A file in which a message that a client sends is gathered. Closing takes it away where no folder has taken it.
public final class StagedFile implements Closeable {

    private final Path path;
    private final Durability durability;
    private final MessageWriter writer;
    private IOException failure;
    private boolean closed;

    private StagedFile(Path path, Durability durability) throws IOException {
        this.path = path;
        this.durability = durability;
        this.writer = MessageWriter.appended(Channels.newOutputStream(Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFiles.fileAttributes(path))));
    }

    /// An empty one in that directory, on the store's volume.
    public static StagedFile in(Path directory, Durability durability) throws IOException {
        return new StagedFile(directory.resolve("append-" + UUID.randomUUID() + ".tmp"), durability);
    }

    /// Octets of the message's text, so far.
    public long size() {
        return writer.textSize();
    }

    /// Whether the text begins with the octet by which messages are known that the vendor's server encoded: no
    /// folder can have it.
    public boolean encoded() {
        return failure instanceof EncodedMessageException;
    }

    /// More of the message's text, as the client sent it; stuffed on the way. Bare line feeds become CRLF.
    public void write(byte[] text, int offset, int length) throws IOException {
        if (encoded()) {
            return;
        }
        try {
            writer.write(text, offset, length);
        } catch (EncodedMessageException e) {
            failure = e;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Forces it to the disk; nothing can be written any more.
    ///
    /// @throws IOException also where an earlier write has failed: the message is not whole
    public void finish() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!closed) {
            writer.finish();
            writer.close();
            closed = true;
            durability.forceFile(path);
        }
    }

    /// What was written, once finished: the text, unstuffed.
    public InputStream open() throws IOException {
        return new MessageFile(path).text();
    }

    @Override
    public void close() throws IOException {
        try {
            if (!closed) {
                closed = true;
                writer.close();
            }
        } catch (IOException e) {
            // What did not fit is not wanted any more.
        } finally {
            Files.deleteIfExists(path);
        }
    }

    Path path() {
        return path;
    }

    /// The message has a name in a folder now.
    void taken() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is taken away with its directory's other left-overs.
        }
    }
}
