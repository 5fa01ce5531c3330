package epostadm.mailstore.content;

import epostadm.mailstore.disk.MessageText;
import epostadm.mailstore.disk.OpenMessageFile;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.mime.MimeScanner;
import epostadm.mailstore.mime.ScannedHeader;
import epostadm.mailstore.mime.ScannedMessage;
import epostadm.mailstore.store.MailStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The contents of all messages that a server serves, with what was once found out about them. For many threads;
/// calls touch the disk.
///
/// For the same UID and UIDVALIDITY the answers are always the same. A message that cannot be read because the
/// vendor's server scrambled it reads as one that says so.
public final class MessageContents implements Closeable {

    private final Knowledge knowledge;
    private final Together together =
            new Together(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4) - 1);

    private MessageContents(CacheFile cache) {
        this.knowledge = new Knowledge(cache);
    }

    public static MessageContents open(MailStore store) throws IOException {
        return new MessageContents(CacheFile.of(store.paths()));
    }

    /// One that keeps nothing when it is closed.
    static MessageContents inMemory() {
        return new MessageContents(CacheFile.none());
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
        OpenMessageFile file = file(source);
        knowledge.compare(source.key(), Stamp.of(file));
        return new OpenMessage(this, source, file);
    }

    /// Finds out about many messages at once, with several threads, so that their [Summary] will answer at once.
    /// What cannot be found out is left to who asks for it. To be called for some hundred messages ahead of the
    /// answers rather than for all: memory may have no room for more.
    public void prefetch(List<LiveMessage> messages, Detail detail) {
        prefetchAll(messages.stream().<Source>map(Source.OfFolder::new).toList(), detail);
    }

    void prefetchAll(List<Source> sources, Detail detail) {
        List<Source> unknown = sources.stream()
                .filter(source -> !knows(source, known -> has(known, detail)))
                .toList();
        together.each(unknown, source -> {
            try {
                switch (detail) {
                    case INTERNAL_DATE -> stamped(source);
                    case SIZE -> sized(source);
                    case ENVELOPE -> headed(source);
                    case STRUCTURE -> scanned(source);
                    case PREVIEW -> previewed(source);
                }
            } catch (IOException | RuntimeException e) {
                // Whoever asks for it will hear.
            }
        });
    }

    private static boolean has(Known known, Detail detail) {
        return switch (detail) {
            case INTERNAL_DATE -> true;
            case SIZE -> known.hasSize();
            case ENVELOPE -> known.hasHead();
            case STRUCTURE -> known.hasText();
            case PREVIEW -> known.hasPreview();
        };
    }

    /// Drops what is known of messages that are gone.
    public void forget(Collection<LiveMessage> messages) {
        messages.forEach(message -> knowledge.forget(message.contentKey()));
    }

    /// Drops what the cache's file has of messages that the folder had once.
    public void tidy(LiveFolder folder) {
        knowledge.tidy(folder.messages().stream().map(LiveMessage::contentKey).collect(Collectors.toSet()));
    }

    boolean knows(Source source, Predicate<Known> fact) {
        return knowledge.inMemory(source.key()).filter(fact).isPresent();
    }

    /// At least how the file looks from outside.
    Known stamped(Source source) throws IOException {
        Optional<Known> known = believed(source, _ -> true);
        return known.isPresent() ? known.get() : knowledge.believe(source.key(), Known.of(stamp(source)));
    }

    /// With the size.
    Known sized(Source source) throws IOException {
        return found(source, Known::hasSize, file -> {
            Known known = of(source, file);
            return known.hasSize() ? known : knowledge.keep(source.key(), known.withSize(Text.length(file)));
        });
    }

    /// With what the header says.
    Known headed(Source source) throws IOException {
        return found(source, Known::hasHead, file -> headed(source, file));
    }

    /// With structure, size and what the header says.
    Known scanned(Source source) throws IOException {
        return found(source, Known::hasText, file -> scanned(source, file));
    }

    /// With what the message says.
    Known previewed(Source source) throws IOException {
        return found(source, Known::hasPreview, file -> {
            String preview = Preview.of(new OpenMessage(this, source, file));
            return knowledge.keep(source.key(), of(source, file).withPreview(preview));
        });
    }

    private interface Reading {
        Known of(OpenMessageFile file) throws IOException;
    }

    private Known found(Source source, Predicate<Known> enough, Reading reading) throws IOException {
        Optional<Known> known = believed(source, enough);
        if (known.isPresent()) {
            return known.get();
        }
        try (OpenMessageFile file = file(source)) {
            return reading.of(file);
        }
    }

    /// What is known without reading the file, where that is enough.
    private Optional<Known> believed(Source source, Predicate<Known> enough) throws IOException {
        Optional<Known> inMemory = knowledge.inMemory(source.key());
        if (inMemory.isPresent()) {
            return inMemory.filter(enough);
        }
        Optional<Known> inFile = knowledge.inFile(source.key()).filter(enough);
        if (inFile.isEmpty() || !inFile.get().isOf(stamp(source))) {
            return Optional.empty();
        }
        return Optional.of(knowledge.believe(source.key(), inFile.get()));
    }

    private Stamp stamp(Source source) throws IOException {
        return gone(source, () -> source.withFile(Stamp::of));
    }

    private OpenMessageFile file(Source source) throws IOException {
        return gone(source, () -> source.withFile(OpenMessageFile::open));
    }

    private interface Access<T> {
        T to() throws IOException;
    }

    /// Of a message that is gone nothing need be known.
    private <T> T gone(Source source, Access<T> access) throws IOException {
        try {
            return access.to();
        } catch (NoSuchFileException e) {
            knowledge.forget(source.key());
            throw e;
        }
    }

    private Known headed(Source source, OpenMessageFile file) throws IOException {
        Known known = of(source, file);
        if (known.hasHead()) {
            return known;
        }
        ScannedHeader header = MimeScanner.header(Text.of(file, false).from(0));
        // Of what is in memory the size comes for next to nothing, and is likely to be asked for.
        Known sized = file.small() && !known.hasSize() ? known.withSize(Text.length(file)) : known;
        return knowledge.keep(source.key(), sized.withHead(header.envelope(), header.ids()));
    }

    Known scanned(Source source, OpenMessageFile file) throws IOException {
        Known known = of(source, file);
        if (known.hasText()) {
            return known;
        }
        boolean encoded = file.encoded();
        try (InputStream text = encoded ? Text.of(file, false).from(0) : file.text()) {
            ScannedMessage scanned = MimeScanner.message(text);
            boolean plain = text instanceof MessageText of && of.plain();
            return knowledge.keep(
                    source.key(),
                    known.withText(scanned.structure(), scanned.header().ids(), plain));
        }
    }

    /// What is known of this very file.
    private Known of(Source source, OpenMessageFile file) {
        return knowledge.of(source.key(), Stamp.of(file));
    }

    /// Keeps what is known for the next server.
    @Override
    public void close() throws IOException {
        together.close();
        knowledge.close();
    }
}
