package epostadm.mailstore.disk;

import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// The file `uid` of an IMAP folder: the next UID, an unsigned decimal number without a newline.
///
/// docs/store-format.md, "IMAP folder".
public final class UidFile {

    public static final String NAME = "uid";

    private static final int LONGEST = 32;

    private UidFile() {}

    /// What the file says.
    public sealed interface Content {

        record Missing() implements Content {}

        /// The next UID; 2^32 where the last UID has been given away.
        record Next(long uid) implements Content {}

        /// Not an unsigned decimal number, as found (at most 32 bytes of it).
        record NotANumber(String found) implements Content {}
    }

    public static Content read(Path folder) throws IOException {
        byte[] bytes;
        try (InputStream in = RegularFile.open(folder.resolve(NAME))) {
            bytes = in.readNBytes(LONGEST);
        } catch (NoSuchFileException e) {
            return new Content.Missing();
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return parse(text.strip()).<Content>map(Content.Next::new).orElseGet(() -> new Content.NotANumber(text));
    }

    /// The next UID of a folder: what the file says, raised where a message already has that UID or a higher one.
    public static long next(Content content, Optional<Uid> highest) {
        long least = highest.map(uid -> uid.value() + 1).orElse(1L);
        return content instanceof Content.Next(long uid) ? Math.max(uid, least) : least;
    }

    /// Writes digits over as many digits: unlike a new file it leaves the directory as it was, and is forced
    /// without it.
    ///
    /// @throws NoSuchFileException where there is no such file
    public static void overwrite(Path folder, long next) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                folder.resolve(NAME), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            channel.write(ByteBuffer.wrap(Long.toString(next).getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static Optional<Long> parse(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        return value < 1 || value > Uid.LAST.value() + 1 ? Optional.empty() : Optional.of(value);
    }
}
