package epostadm.mailstore.spool;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StoreLock;
import epostadm.mailstore.disk.StorePaths;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The queue of a store as it can be looked at while somebody else delivers from it: makes nothing, locks nothing,
/// and finds what has moved meanwhile in neither place or in both. docs/store-format.md, "Queue".
public final class QueueView {

    private final SpoolPlaces places;

    private QueueView(SpoolPlaces places) {
        this.places = places;
    }

    /// @param work the store's work folder
    public static QueueView of(Path work) throws IOException {
        StorePaths store = new StorePaths(work);
        return new QueueView(new SpoolPlaces(store, Ownership.of(work), Durability.NONE));
    }

    /// What lies in the queue under one id in one place.
    ///
    /// @param entry [SpoolEntry.Gone] where the body lies alone, as the vendor's dead do
    public record Item(QueueId id, QueuedMessage.Place place, Path body, Path envelopeFile, SpoolEntry entry) {

        /// Our file beside the envelope, whether it is there or not.
        public Path extrasFile() {
            return SpoolPlaces.extras(envelopeFile);
        }

        public Optional<Envelope> envelope() {
            return entry instanceof SpoolEntry.Ready(QueuedMessage message)
                    ? Optional.of(message.envelope())
                    : Optional.empty();
        }

        /// The message, if its pair is whole.
        public Optional<QueuedMessage> message() {
            return entry instanceof SpoolEntry.Ready(QueuedMessage message) ? Optional.of(message) : Optional.empty();
        }

        /// When it arrived: as its envelope says, or the time of its file.
        public Instant arrived() throws IOException {
            Optional<Instant> known =
                    envelope().flatMap(envelope -> envelope.extras().arrived());
            return known.isPresent()
                    ? known.get()
                    : Files.getLastModifiedTime(body, LinkOption.NOFOLLOW_LINKS).toInstant();
        }

        public long size() throws IOException {
            return Files.readAttributes(
                            body, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        }
    }

    /// Is given one item after another.
    @FunctionalInterface
    public interface Visitor {
        void item(Item item) throws IOException;
    }

    /// Keeps any server of ours from the queue until it is closed.
    ///
    /// @param holder one line: host, process, command, since
    /// @throws epostadm.mailstore.refusal.RefusedException where one delivers from it
    public Closeable lock(String holder) throws IOException {
        places.store().makeOurs();
        return StoreLock.take(places.store().ours().resolve(Spool.LOCK), holder)::close;
    }

    /// All that have a body, and outside `dead` an envelope too: to be delivered now, waiting for domains, held,
    /// dead; each by id.
    public void each(Visitor visitor) throws IOException {
        for (QueuedMessage.Place place : rooms()) {
            for (QueueId id : ids(place)) {
                Item item = item(id, place);
                if (Files.isRegularFile(item.body(), LinkOption.NOFOLLOW_LINKS)) {
                    visitor.item(item);
                }
            }
        }
    }

    /// Where the id is found.
    public List<Item> find(QueueId id) throws IOException {
        List<Item> found = new ArrayList<>();
        for (QueuedMessage.Place place : rooms()) {
            Item item = item(id, place);
            boolean dead = place instanceof QueuedMessage.Place.Dead;
            if (Files.isRegularFile(item.body(), LinkOption.NOFOLLOW_LINKS)
                    && (dead || StorePaths.taken(item.envelopeFile()))) {
                found.add(item);
            }
        }
        return found;
    }

    /// The halves of pairs of that id, of which the other half is gone. A body that waits for no domain is in that
    /// for domains that are none.
    public List<Item> halves(QueueId id) throws IOException {
        List<Item> halves = new ArrayList<>();
        boolean waits = false;
        for (QueuedMessage.Place place : rooms()) {
            Item item = item(id, place);
            boolean envelope = StorePaths.taken(item.envelopeFile());
            boolean body = Files.isRegularFile(item.body(), LinkOption.NOFOLLOW_LINKS);
            switch (place) {
                case QueuedMessage.Place.Waiting _ -> {
                    waits |= envelope;
                    if (envelope && !body) {
                        halves.add(item);
                    }
                }
                case QueuedMessage.Place.Incoming _, QueuedMessage.Place.Held _ -> {
                    if (envelope != body) {
                        halves.add(item);
                    }
                }
                case QueuedMessage.Place.Dead _ -> {}
            }
        }
        Item alone = item(id, new QueuedMessage.Place.Waiting(QueueDomain.BAD));
        if (!waits && Files.isRegularFile(alone.body(), LinkOption.NOFOLLOW_LINKS)) {
            halves.add(alone);
        }
        return halves;
    }

    /// Whether any file of a message bears the id.
    public boolean taken(QueueId id) {
        return List.of(places.incoming(), places.holding(), places.held(), places.dead(), places.temp()).stream()
                .anyMatch(place -> StorePaths.taken(place.resolve(id + SpoolPlaces.BODY))
                        || StorePaths.taken(place.resolve(id + SpoolPlaces.ENVELOPE)));
    }

    /// Where the files of a message of that id belong, whether they are there or not.
    public Item item(QueueId id, QueuedMessage.Place place) throws IOException {
        Path body = bodies(place).resolve(id + SpoolPlaces.BODY);
        Path envelope = envelopes(place).resolve(id + SpoolPlaces.ENVELOPE);
        return new Item(id, place, body, envelope, SpoolFiles.read(id, place, body, envelope));
    }

    /// What is known of the domain's last try.
    public Optional<DomainMri> lastTry(QueueDomain domain) throws IOException {
        try {
            return Optional.of(DomainMri.parse(domain, RegularFile.read(lastTryFile(domain), DomainMri.LONGEST)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public Path lastTryFile(QueueDomain domain) {
        return places.domain(domain).resolve(DomainMri.NAME);
    }

    /// The text of a message, without dot-stuffing and the Return-Path that it may begin with.
    public static InputStream text(Path body) throws IOException {
        InputStream text = new MessageFile(body).text();
        try {
            return ReturnPathLine.without(text);
        } catch (IOException | RuntimeException e) {
            try (text) {
                throw e;
            }
        }
    }

    private List<QueuedMessage.Place> rooms() throws IOException {
        List<QueuedMessage.Place> rooms = new ArrayList<>();
        rooms.add(new QueuedMessage.Place.Incoming());
        List<QueueDomain> domains = new ArrayList<>();
        for (String name : names(places.domains())) {
            QueueDomain domain = QueueDomain.of(name);
            if (domain.text().equals(name) && Files.isDirectory(places.domain(domain), LinkOption.NOFOLLOW_LINKS)) {
                domains.add(domain);
            }
        }
        domains.stream().sorted().map(QueuedMessage.Place.Waiting::new).forEach(rooms::add);
        rooms.add(new QueuedMessage.Place.Held());
        rooms.add(new QueuedMessage.Place.Dead());
        return rooms;
    }

    private List<QueueId> ids(QueuedMessage.Place place) throws IOException {
        String ending = place instanceof QueuedMessage.Place.Dead ? SpoolPlaces.BODY : SpoolPlaces.ENVELOPE;
        Set<QueueId> ids = new HashSet<>();
        for (String name : names(envelopes(place))) {
            if (name.endsWith(ending)) {
                QueueId.parse(name.substring(0, name.length() - ending.length()))
                        .ifPresent(ids::add);
            }
        }
        return ids.stream().sorted().toList();
    }

    private Path bodies(QueuedMessage.Place place) {
        return switch (place) {
            case QueuedMessage.Place.Incoming _ -> places.incoming();
            case QueuedMessage.Place.Waiting _ -> places.holding();
            case QueuedMessage.Place.Held _ -> places.held();
            case QueuedMessage.Place.Dead _ -> places.dead();
        };
    }

    private Path envelopes(QueuedMessage.Place place) {
        return place instanceof QueuedMessage.Place.Waiting(QueueDomain domain) ? places.domain(domain) : bodies(place);
    }

    private static List<String> names(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? FolderListing.names(directory) : List.of();
    }
}
