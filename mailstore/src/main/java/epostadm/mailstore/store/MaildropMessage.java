package epostadm.mailstore.store;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A message of a [Maildrop]: its unique id and what can be read of it. The file is read through once for its
/// facts, which are then known. For one thread at a time.
///
/// Reading throws `NoSuchFileException` where somebody else has deleted the message meanwhile. One of INBOX is
/// found again by its UID where its flags have changed.
public final class MaildropMessage {

    private final String uniqueId;
    private final Optional<Uid> uid;
    private final long modified;
    private Path path;
    private Optional<MessageFacts> facts;

    MaildropMessage(String uniqueId, Optional<Uid> uid, Path path, long modified, Optional<MessageFacts> facts) {
        this.uniqueId = uniqueId;
        this.uid = uid;
        this.path = path;
        this.modified = modified;
        this.facts = facts;
    }

    /// RFC 1939 section 7: the same in every session.
    public String uniqueId() {
        return uniqueId;
    }

    /// When it arrived, in milliseconds since 1970.
    long modified() {
        return modified;
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /// A flag change is another name for the same message.
    static String factsKey(Optional<Uid> uid, Path file) {
        return uid.map(Uid::padded).orElseGet(() -> file.getFileName().toString());
    }

    String factsKey() {
        return factsKey(uid, path);
    }

    Optional<MessageFacts> facts() {
        return facts;
    }

    /// Whether [#size()] is known without reading.
    public boolean sizeKnown() {
        return facts.isPresent();
    }

    /// How many octets the text has, dots unstuffed.
    public long size() throws IOException {
        MessageFacts known = known();
        return known.kind() == MessageFacts.Kind.ENCODED ? standIn().size(known.bytes()) : known.textBytes();
    }

    /// Opens the message as RETR sends it. A file that is this form already is read as it is, any other converted
    /// on the way; one that the vendor's server scrambled is attached to a message that says so.
    public MessageWire open() throws IOException {
        return known().kind() == MessageFacts.Kind.WIRE
                ? MessageWire.asItIs(found(RegularFile::open), size())
                : MessageWire.of(text(), size());
    }

    /// Opens the header section and the first `lines` of the body as TOP sends them. RFC 1939 section 7.
    public MessageWire openTop(int lines) throws IOException {
        return MessageWire.of(new FirstLines(text(), lines), size());
    }

    /// That it is gone already is well.
    void delete() throws IOException {
        try {
            found(file -> {
                Files.delete(file);
                return true;
            });
        } catch (NoSuchFileException e) {
            // Somebody else has done it.
        }
    }

    private InputStream text() throws IOException {
        if (known().kind() == MessageFacts.Kind.ENCODED) {
            return standIn().text(found(RegularFile::open));
        }
        return found(file -> new MessageFile(file).text());
    }

    private EncodedMessage standIn() {
        return new EncodedMessage(uniqueId, Instant.ofEpochMilli(modified));
    }

    private MessageFacts known() throws IOException {
        if (facts.isEmpty()) {
            facts = Optional.of(found(file -> MessageFacts.of(new MessageFile(file).form(), modified)));
        }
        return facts.get();
    }

    private interface FileAction<T> {
        T on(Path file) throws IOException;
    }

    private <T> T found(FileAction<T> action) throws IOException {
        try {
            return action.on(path);
        } catch (NoSuchFileException e) {
            path = underOtherFlags().orElseThrow(() -> e);
            return action.on(path);
        }
    }

    private Optional<Path> underOtherFlags() throws IOException {
        if (uid.isPresent()) {
            for (String name : FolderListing.names(path.getParent())) {
                Optional<MessageFileName.Numbered> numbered = MessageFileName.numbered(name);
                if (numbered.isPresent() && numbered.get().uid().equals(uid.get())) {
                    return Optional.of(path.resolveSibling(name));
                }
            }
        }
        return Optional.empty();
    }
}
