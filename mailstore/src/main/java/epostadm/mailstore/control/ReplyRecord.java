package epostadm.mailstore.control;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// `replied.txt`: the addresses that the automatic reply has answered, one a line. What is there stays byte for
/// byte; an address is added at the end. For one thread at a time.
///
/// docs/store-format.md, "Automatic reply".
public final class ReplyRecord {

    public static final String NAME = "replied.txt";

    /// Some ten thousand addresses.
    private static final int LONGEST = 1 << 20;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path root;
    private final Path file;
    private final String lineEnd;
    private final byte[] bytes;

    private ReplyRecord(Path root, Path file, String lineEnd, byte[] bytes) {
        this.root = root;
        this.file = file;
        this.lineEnd = lineEnd;
        this.bytes = bytes;
    }

    /// @throws IOException where it cannot be read, or is too long to be added to
    public static ReplyRecord read(Path root, Edition edition) throws IOException {
        Path file = ControlFileName.in(root, NAME, edition);
        byte[] bytes;
        try {
            bytes = RegularFile.read(file, LONGEST);
        } catch (NoSuchFileException e) {
            bytes = new byte[0];
        }
        return new ReplyRecord(root, file, edition.lineEnd(), bytes);
    }

    public boolean contains(String address) {
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .anyMatch(address::equalsIgnoreCase);
    }

    /// Adds the address, and returns when it is on disk. What a crash cut short is one line of its own.
    public void add(String address) throws IOException {
        boolean open = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
        ByteBuffer line = ByteBuffer.wrap(((open ? lineEnd : "") + address + lineEnd).getBytes(StandardCharsets.UTF_8));
        Durability durability = Durability.of(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file, APPEND)) {
            write(channel, line);
        } catch (NoSuchFileException e) {
            try (SeekableByteChannel channel = Files.newByteChannel(file, CREATE, PrivateFiles.fileAttributes(file))) {
                write(channel, line);
            }
            Ownership.of(root).give(file);
            durability.forceDirectory(root);
        }
        durability.forceFile(file);
    }

    private static void write(SeekableByteChannel channel, ByteBuffer line) throws IOException {
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }
}
