package epostadm.mailstore.folder;

import epostadm.mailstore.disk.SideFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The text file beside a folder's messages that says what their names cannot: lines are added as things happen,
/// many at a time and whole ones only, and it is written anew when it has grown. docs/store-format.md, "Side
/// files".
///
/// That it cannot be written is no failure of what it speaks of, but for keywords: it is written anew later.
/// Guarded by the folder's lock.
final class SideFile {

    static final String NAME = SideFiles.MESSAGES;

    /// However small it was when it was written, it may grow by so much.
    private static final long GROWTH = 1 << 16;

    private final FolderDirectory directory;
    private final Consumer<String> trouble;
    private final StringBuilder waiting = new StringBuilder();
    private long size;
    private long limit;
    private boolean stale;
    private boolean complained;
    private IOException failure = new IOException("not written");

    SideFile(FolderDirectory directory, Consumer<String> trouble) {
        this.directory = directory;
        this.trouble = trouble;
    }

    /// Says what was found.
    ///
    /// @param whole whether lines can be added to it
    void found(long bytes, boolean whole) {
        size = bytes;
        limit = 2 * bytes + GROWTH;
        stale = !whole;
    }

    /// Adds a line, on the disk no later than the next time that the folder is changed.
    void line(String line) {
        if (!stale) {
            waiting.append(line).append('\n');
        }
    }

    /// Adds what messages are now.
    ///
    /// @param mayRepeat whether save dates and email ids are as the file has them already
    void states(List<LiveMessage> messages, boolean mayRepeat) {
        if (!stale) {
            SideText.states(messages, mayRepeat, this::line);
        }
    }

    /// Says that lines cannot tell it: the file is to be written anew.
    void outdated() {
        stale = true;
        waiting.setLength(0);
    }

    /// Writes what waits, or the whole file where it has grown; whether it is written.
    boolean flush(Supplier<String> content) {
        try {
            if (stale || size > limit) {
                rewrite(content.get());
            } else if (!waiting.isEmpty()) {
                append();
            }
            complained = false;
            return true;
        } catch (IOException e) {
            failure = e;
            outdated();
            if (!complained) {
                trouble.accept(directory.file(NAME) + ": not written, keywords may be lost: " + e);
            }
            complained = true;
            return false;
        }
    }

    /// Why it was not written when that was tried last.
    IOException failure() {
        return failure;
    }

    /// Whether lines can be added that must be there before what they speak of.
    boolean sound() {
        return !stale && waiting.isEmpty();
    }

    void force() throws IOException {
        directory.force(directory.file(NAME));
    }

    private void append() throws IOException {
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        try (SeekableByteChannel channel = Files.newByteChannel(
                directory.file(NAME),
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        waiting.setLength(0);
        size += bytes.length;
    }

    private void rewrite(String content) throws IOException {
        waiting.setLength(0);
        directory.write(NAME, content);
        found(content.length(), true);
    }
}
