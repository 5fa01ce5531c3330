package epostadm.mailstore.disk;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A message file held open, to be read at any place, whatever becomes of its name meanwhile. A small one is read
/// at once and held in memory. For one thread at a time.
public final class OpenMessageFile implements Closeable {

    /// Up to this size a file is read at once.
    public static final int SMALL = 1 << 18;

    private final Instant modified;
    private final long bytes;
    private final Optional<byte[]> whole;
    private final Optional<FileChannel> channel;

    private OpenMessageFile(Instant modified, long bytes, Optional<byte[]> whole, Optional<FileChannel> channel) {
        this.modified = modified;
        this.bytes = bytes;
        this.whole = whole;
        this.channel = channel;
    }

    public static OpenMessageFile open(Path path) throws IOException {
        BasicFileAttributes attributes = RegularFile.attributes(path);
        Instant modified = attributes.lastModifiedTime().toInstant();
        FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            long bytes = channel.size();
            if (bytes > SMALL) {
                return new OpenMessageFile(modified, bytes, Optional.empty(), Optional.of(channel));
            }
            byte[] whole = new byte[(int) bytes];
            ByteBuffer buffer = ByteBuffer.wrap(whole);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // On to the rest.
            }
            channel.close();
            return new OpenMessageFile(modified, bytes, Optional.of(whole), Optional.empty());
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    public Instant modified() {
        return modified;
    }

    /// Of the file as it lies there.
    public long bytes() {
        return bytes;
    }

    /// Whether the vendor's server scrambled the message: [#text()] then means nothing.
    public boolean encoded() throws IOException {
        try (InputStream raw = raw(0)) {
            return raw.read() == MessageFile.ENCODED_MARK;
        }
    }

    /// Whether all of it is in memory.
    public boolean small() {
        return whole.isPresent();
    }

    /// The bytes as they are, from `position` on; not to be read when the file is closed.
    public InputStream raw(long position) {
        if (whole.isPresent()) {
            int from = (int) Math.min(position, bytes);
            return new ByteArrayInputStream(whole.get(), from, (int) bytes - from);
        }
        return new ChannelStream(channel.orElseThrow(), position);
    }

    /// The text from its beginning.
    public MessageText text() throws IOException {
        return whole.isPresent() ? new MessageText(whole.get()) : new MessageText(raw(0), MessageFile.BLOCK);
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }

    /// A file from some place on; others may read it at the same time.
    private static final class ChannelStream extends InputStream {

        private final FileChannel channel;
        private long position;

        ChannelStream(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(into, offset, length), position);
            position += Math.max(read, 0);
            return read;
        }

        @Override
        public long skip(long count) {
            position += Math.max(count, 0);
            return Math.max(count, 0);
        }
    }
}
