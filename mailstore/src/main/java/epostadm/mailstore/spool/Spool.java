package epostadm.mailstore.spool;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.ForceTogether;
import epostadm.mailstore.disk.FreeName;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageWriter;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StoreLock;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.Volume;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The queue of a store: messages that were accepted and are not yet delivered. docs/store-format.md, "Queue".
///
/// One process at a time has a queue open; within it, all methods may be called by many threads, but only one at a
/// time for one message. What a method has returned outlasts a power cut.
public final class Spool implements AutoCloseable {

    static final String LOCK = "queue.lock";

    private final SpoolPlaces places;
    private final SpoolFiles files;
    private final SpoolMoves moves;
    private final QueueIds ids;
    private final SpoolRecovery recovery;
    private final StoreLock lock;

    /// Those whose commit has not returned: their files may still go away again.
    private final Set<QueueId> entering = ConcurrentHashMap.newKeySet();

    private Spool(SpoolFiles files, QueueIds ids, SpoolRecovery recovery, StoreLock lock) {
        this.places = files.places();
        this.files = files;
        this.moves = new SpoolMoves(places, files);
        this.ids = ids;
        this.recovery = recovery;
        this.lock = lock;
    }

    /// Opens the queue below a store's work folder, making its directories where they are missing, and clears away
    /// what a crash left. `holder` is one line: host, process, command, since.
    ///
    /// @throws RefusedException where another process has it open, a directory is a symbolic link or lies on
    /// another volume
    public static Spool open(Path work, Edition edition, InstantSource clock, String holder) throws IOException {
        return open(work, edition, clock, holder, Durability.of(work));
    }

    static Spool open(Path work, Edition edition, InstantSource clock, String holder, Durability durability)
            throws IOException {
        StorePaths store = new StorePaths(work.toRealPath());
        store.makeOurs();
        StoreLock lock = StoreLock.take(store.ours().resolve(LOCK), holder);
        try {
            SpoolPlaces places = SpoolPlaces.make(store, durability);
            requireOneVolume(places);
            SpoolFiles files = SpoolFiles.of(places, edition);
            SpoolCleaning cleaning = SpoolCleaning.read(files);
            SpoolRecovery recovery = cleaning.clean();
            QueueIds ids = QueueIds.open(
                    store.ours().resolve(QueueIds.NAME),
                    cleaning.highest(),
                    clock.instant().getEpochSecond());
            return new Spool(files, ids, recovery, lock);
        } catch (IOException | RuntimeException e) {
            try (lock) {
                throw e;
            }
        }
    }

    private static void requireOneVolume(SpoolPlaces places) throws IOException {
        Volume ours = Volume.of(places.temp());
        for (Path directory : List.of(
                places.incoming(),
                places.holding(),
                places.domains(),
                places.dead(),
                places.store().inbox())) {
            if (!Volume.of(directory).equals(ours)) {
                throw new RefusedException(new Refusal.OtherVolume(directory, places.temp()));
            }
        }
    }

    /// How many bytes the volume has left for us.
    public long room() throws IOException {
        return Files.getFileStore(places.temp()).getUsableSpace();
    }

    /// What opening found left over.
    public SpoolRecovery recovery() {
        return recovery;
    }

    // ---- In

    /// Begins a message under the next id. The reverse-path is empty for the null sender.
    public IncomingMessage receive(String reversePath) throws IOException {
        return receive(ids.next(), reversePath);
    }

    /// Begins a message of one's own under the id of the one that it branched off.
    public IncomingMessage receive(QueueId id, String reversePath) throws IOException {
        return IncomingMessage.create(this, id, reversePath, places.temporary(id, SpoolPlaces.BODY));
    }

    /// An id that no message has had.
    public QueueId nextId() throws IOException {
        return ids.next();
    }

    void forceData(FileChannel channel) throws IOException {
        if (places.durability() != Durability.NONE) {
            channel.force(false);
        }
    }

    /// The bytes of body and envelope are forced at the same time, then both get their names, the envelope last,
    /// and all names of all who commit now are forced together: the disk is waited for twice.
    QueuedMessage commit(IncomingMessage message, Envelope envelope) throws IOException {
        QueueId id = message.id();
        places.ownership().give(message.file());
        return enter(id, envelope, message::force, body -> FreeName.move(message.file(), body));
    }

    /// What gives a body its name in the queue.
    @FunctionalInterface
    private interface Naming {
        void name(Path body) throws IOException;
    }

    /// Puts a body and an envelope into the queue, or neither.
    private QueuedMessage enter(QueueId id, Envelope envelope, ForceTogether.Force forceBody, Naming naming)
            throws IOException {
        Path body = places.incoming().resolve(id + SpoolPlaces.BODY);
        Path envelopeFile = places.incoming().resolve(id + SpoolPlaces.ENVELOPE);
        boolean named = false;
        boolean entered = false;
        entering.add(id);
        try {
            SpoolFiles.Parts parts = files.writeParts(id, envelope);
            List<ForceTogether.Force> forces = new ArrayList<>(List.of(forceBody));
            forces.addAll(parts.forces(places.durability()));
            files.together().run(forces);
            naming.name(body);
            named = true;
            files.name(parts, envelopeFile, false);
            entered = true;
            files.force(places.incoming());
            return new QueuedMessage(id, new QueuedMessage.Place.Incoming(), body, envelopeFile, envelope);
        } catch (IOException | RuntimeException e) {
            if (entered) {
                Files.deleteIfExists(envelopeFile);
            }
            Files.deleteIfExists(places.temporary(id, SpoolPlaces.ENVELOPE));
            Files.deleteIfExists(places.temporary(id, SpoolPlaces.EXTRAS));
            if (named) {
                Files.deleteIfExists(SpoolPlaces.extras(envelopeFile));
                Files.deleteIfExists(body);
            }
            throw e;
        } finally {
            entering.remove(id);
        }
    }

    /// Whether a message of that id is in the queue, held back, or among the dead.
    public boolean taken(QueueId id) {
        return List.of(places.incoming(), places.holding(), places.held(), places.dead()).stream()
                .anyMatch(place -> StorePaths.taken(place.resolve(id + SpoolPlaces.BODY)));
    }

    /// A second message of the same content, for other recipients or another sender, to be delivered on its own.
    public QueuedMessage branch(QueuedMessage message, QueueId id, Envelope envelope) throws IOException {
        return enter(id, envelope, () -> {}, body -> files.linkBody(message.body(), body));
    }

    // ---- What is there

    /// The ids of the pairs that are to be delivered, in their order.
    public List<QueueId> incoming() throws IOException {
        Set<QueueId> before = Set.copyOf(entering);
        return pairs(places.incoming(), places.incoming()).stream()
                .filter(id -> !before.contains(id) && !entering.contains(id))
                .toList();
    }

    public SpoolEntry incoming(QueueId id) throws IOException {
        return SpoolFiles.read(
                id,
                new QueuedMessage.Place.Incoming(),
                places.incoming().resolve(id + SpoolPlaces.BODY),
                places.incoming().resolve(id + SpoolPlaces.ENVELOPE));
    }

    /// The domains that have a directory, sorted.
    public List<QueueDomain> domains() throws IOException {
        List<QueueDomain> domains = new ArrayList<>();
        for (String name : FolderListing.names(places.domains())) {
            QueueDomain domain = QueueDomain.of(name);
            if (domain.text().equals(name) && Files.isDirectory(places.domain(domain), LinkOption.NOFOLLOW_LINKS)) {
                domains.add(domain);
            }
        }
        domains.sort(null);
        return domains;
    }

    /// The ids of the messages that wait for the domain.
    public List<QueueId> waiting(QueueDomain domain) throws IOException {
        Path directory = places.domain(domain);
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? pairs(directory, places.holding()) : List.of();
    }

    public SpoolEntry waiting(QueueDomain domain, QueueId id) throws IOException {
        return SpoolFiles.read(
                id,
                new QueuedMessage.Place.Waiting(domain),
                places.holding().resolve(id + SpoolPlaces.BODY),
                places.domain(domain).resolve(id + SpoolPlaces.ENVELOPE));
    }

    private static List<QueueId> pairs(Path envelopes, Path bodies) throws IOException {
        Set<String> names = new HashSet<>(FolderListing.names(bodies));
        List<String> candidates = envelopes.equals(bodies) ? List.copyOf(names) : FolderListing.names(envelopes);
        return candidates.stream()
                .filter(name -> name.endsWith(SpoolPlaces.ENVELOPE))
                .map(name -> QueueId.parse(name.substring(0, name.length() - SpoolPlaces.ENVELOPE.length())))
                .flatMap(Optional::stream)
                .filter(id -> names.contains(id + SpoolPlaces.BODY))
                .sorted()
                .toList();
    }

    /// When the message arrived: as its envelope says, or the time of its file.
    public Instant arrived(QueuedMessage message) throws IOException {
        Optional<Instant> known = message.envelope().extras().arrived();
        return known.isPresent()
                ? known.get()
                : Files.getLastModifiedTime(message.body(), LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
    }

    /// The text of the message, without dot-stuffing, and without the Return-Path that it may begin with.
    public InputStream text(QueuedMessage message) throws IOException {
        InputStream text = new MessageFile(message.body()).text();
        try {
            return ReturnPathLine.without(text);
        } catch (IOException | RuntimeException e) {
            try (text) {
                throw e;
            }
        }
    }

    /// Writes the message as DATA has it (RFC 5321 section 4.5.2): [#text] dot-stuffed, then the final `.` line.
    public void copyWire(QueuedMessage message, OutputStream out) throws IOException {
        try (InputStream text = text(message)) {
            MessageWriter writer = MessageWriter.received(out);
            text.transferTo(writer);
            writer.finish();
        }
    }

    /// Sees to it that the stored message begins with the Return-Path of its envelope, as mailboxes want it. A
    /// message that the vendor's server encoded stays as it is.
    public void stampReturnPath(QueuedMessage message) throws IOException {
        String reversePath = message.envelope().reversePath();
        MessageFile stored = new MessageFile(message.body());
        try (InputStream raw = stored.raw()) {
            if (ReturnPathLine.leads(raw, reversePath)) {
                return;
            }
        }
        if (!stored.encoded()) {
            try (InputStream raw = stored.raw();
                    InputStream rest = ReturnPathLine.without(raw)) {
                files.replaceBody(message, ReturnPathLine.of(reversePath), rest);
            }
        }
    }

    // ---- On and out

    /// Rewrites the envelope: recipients who have it are taken out, tries counted.
    public QueuedMessage update(QueuedMessage message, Envelope envelope) throws IOException {
        files.writeEnvelope(message.id(), message.envelopeFile(), envelope, true);
        files.force(message.envelopeFile().getParent());
        return new QueuedMessage(message.id(), message.place(), message.body(), message.envelopeFile(), envelope);
    }

    /// Puts an incoming message aside until the domain's next try.
    public QueuedMessage hold(QueuedMessage message, QueueDomain domain) throws IOException {
        QueuedMessage.Place place = new QueuedMessage.Place.Waiting(domain);
        places.makeDirectory(places.domain(domain));
        try {
            return moves.move(message, place, places.holding(), places.domain(domain));
        } catch (NoSuchFileException e) {
            // The directory was forgotten meanwhile.
            places.makeDirectory(places.domain(domain));
            return moves.move(message, place, places.holding(), places.domain(domain));
        }
    }

    /// Brings a waiting message back among those to be delivered now.
    public QueuedMessage release(QueuedMessage message) throws IOException {
        return moves.move(message, new QueuedMessage.Place.Incoming(), places.incoming(), places.incoming());
    }

    /// Puts away a message that could be neither delivered nor returned, with its envelope.
    public void bury(QueuedMessage message) throws IOException {
        moves.move(message, message.place(), places.dead(), places.dead());
    }

    /// Takes a message out of the queue: it was delivered, or its sender told.
    public void remove(QueuedMessage message) throws IOException {
        moves.removeUnforced(message);
        moves.forceLeft(message.envelopeFile().getParent());
    }

    /// Takes out a message that may be there again after a power cut, since to deliver it once more changes
    /// nothing.
    public void removeUnforced(QueuedMessage message) throws IOException {
        moves.removeUnforced(message);
    }

    // ---- Domains

    /// What is known of the domain's last try.
    public Optional<DomainMri> lastTry(QueueDomain domain) throws IOException {
        try {
            Path file = places.domain(domain).resolve(DomainMri.NAME);
            return Optional.of(DomainMri.parse(domain, RegularFile.read(file, DomainMri.LONGEST)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public void record(DomainMri tried) throws IOException {
        Path directory = places.domain(tried.domain());
        places.makeDirectory(directory);
        AtomicFile.write(
                directory.resolve(DomainMri.NAME),
                out -> out.write(tried.format(files.edition().lineEnd())));
        places.ownership().give(directory.resolve(DomainMri.NAME));
    }

    /// Forgets the domain's tries, and its directory if nothing waits there.
    public void forget(QueueDomain domain) throws IOException {
        Path directory = places.domain(domain);
        Files.deleteIfExists(directory.resolve(DomainMri.NAME));
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            return; // Something came meanwhile, or lies there that is not ours.
        }
    }

    @Override
    public void close() throws IOException {
        files.together().close();
        lock.close();
    }
}
