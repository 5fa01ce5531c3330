package epostadm.mailstore.content;

import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.mime.MimeScanner;
import epostadm.mailstore.mime.ScannedHeader;
import epostadm.mailstore.mime.ScannedMessage;
import epostadm.mailstore.store.MailStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Predicate;

/// The contents of all messages that a server serves, with what was once found out about them. For many threads;
/// calls touch the disk.
///
/// For the same UID and UIDVALIDITY the answers are always the same. A message that cannot be read because the
/// vendor's server scrambled it reads as one that says so.
public final class MessageContents implements Closeable {

    private static final long MEMORY = 64L << 20;

    private final Remembered remembered = new Remembered(MEMORY);

    private MessageContents() {}

    /// One that keeps nothing when it is closed.
    static MessageContents inMemory() {
        return new MessageContents();
    }

    public static MessageContents open(MailStore store) throws IOException {
        return new MessageContents();
    }

    /// Dates and sizes, at the price of what is not known yet.
    public Summary summary(LiveMessage message) throws IOException {
        return summary(new Source.OfFolder(message));
    }

    Summary summary(Source source) {
        return new Summary(this, source);
    }

    /// @throws java.nio.file.NoSuchFileException where it is gone
    public OpenMessage open(LiveMessage message) throws IOException {
        return open(new Source.OfFolder(message));
    }

    OpenMessage open(Source source) throws IOException {
        return new OpenMessage(this, source, file(source));
    }

    private OpenMessageFile file(Source source) throws IOException {
        try {
            return source.withFile(OpenMessageFile::open);
        } catch (NoSuchFileException e) {
            forget(source.key());
            throw e;
        }
    }

    boolean knows(Source source, Predicate<Known> fact) {
        return remembered.find(source.key()).filter(fact).isPresent();
    }

    private void forget(String key) {
        remembered.remove(key);
    }

    /// What is known of the message, and at least how its file looks from outside.
    Known stamped(Source source) throws IOException {
        String key = source.key();
        Optional<Known> known = remembered.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return kept(key, Known.of(source.withFile(Stamp::of)));
        } catch (NoSuchFileException e) {
            forget(key);
            throw e;
        }
    }

    /// With what its header says.
    Known headed(Source source) throws IOException {
        Known known = stamped(source);
        if (known.hasHead()) {
            return known;
        }
        try (OpenMessageFile file = file(source)) {
            return file.small() ? scanned(source, file) : headed(source, file);
        }
    }

    private Known headed(Source source, OpenMessageFile file) throws IOException {
        Known known = of(source, file);
        if (known.hasHead()) {
            return known;
        }
        ScannedHeader header = MimeScanner.header(Text.of(file, false).from(0));
        return kept(source.key(), known.withHead(header.envelope(), header.ids()));
    }

    /// With its size and structure.
    Known scanned(Source source) throws IOException {
        Known known = stamped(source);
        if (known.hasText()) {
            return known;
        }
        try (OpenMessageFile file = file(source)) {
            return scanned(source, file);
        }
    }

    Known scanned(Source source, OpenMessageFile file) throws IOException {
        Known known = of(source, file);
        if (known.hasText()) {
            return known;
        }
        boolean encoded = file.encoded();
        try (var text = encoded ? Text.of(file, false).from(0) : file.text()) {
            ScannedMessage scanned = MimeScanner.message(text);
            boolean plain = text instanceof epostadm.mailstore.disk.MessageText of && of.plain();
            return kept(
                    source.key(),
                    known.withText(scanned.structure(), scanned.header().ids(), plain));
        }
    }

    /// With what it says.
    Known previewed(Source source) throws IOException {
        Known known = stamped(source);
        if (known.hasPreview()) {
            return known;
        }
        try (OpenMessage message = open(source)) {
            String preview = Preview.of(message);
            return kept(source.key(), of(source, message.file()).withPreview(preview));
        }
    }

    /// What is known of this very file.
    Known of(Source source, OpenMessageFile file) {
        Stamp stamp = Stamp.of(file);
        return remembered.find(source.key()).filter(known -> known.isOf(stamp)).orElseGet(() -> Known.of(stamp));
    }

    private Known kept(String key, Known known) {
        remembered.put(key, known);
        return known;
    }

    @Override
    public void close() throws IOException {
        // Nothing is open.
    }
}
