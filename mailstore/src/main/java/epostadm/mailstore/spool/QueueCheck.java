package epostadm.mailstore.spool;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks through a queue for what nobody can deliver as it lies there; changes nothing.
public final class QueueCheck {

    private static final List<String> ENDINGS = List.of(SpoolPlaces.BODY, SpoolPlaces.ENVELOPE, SpoolPlaces.EXTRAS);

    private final SpoolPlaces places;
    private final Instant before;
    private final Set<Path> unreadable = new HashSet<>();
    private final List<QueueFinding> findings = new ArrayList<>();

    /// Where each id's message is.
    private final Map<QueueId, List<Path>> envelopes = new HashMap<>();

    private QueueCheck(SpoolPlaces places, Instant before) {
        this.places = places;
        this.before = before;
    }

    /// All there is. While a server delivers, what is moved at that moment may be told too.
    ///
    /// @param work the store's work folder
    public static List<QueueFinding> check(Path work) throws IOException {
        return look(work, Instant.MAX);
    }

    /// The same of a queue that a server may be at: what came later than `before`, or was gone again when it was
    /// looked for a second time, is not told.
    ///
    /// @param work the store's work folder
    public static List<QueueFinding> check(Path work, Instant before) throws IOException {
        List<QueueFinding> findings = look(work, before);
        if (!findings.isEmpty()) {
            findings.retainAll(look(work, before));
        }
        return findings;
    }

    private static List<QueueFinding> look(Path work, Instant before) throws IOException {
        SpoolPlaces places = new SpoolPlaces(new StorePaths(work), Ownership.of(work), Durability.NONE);
        QueueCheck check = new QueueCheck(places, before);
        check.look();
        return check.findings;
    }

    private void look() throws IOException {
        pairs(places.incoming());
        Set<String> waiting = new HashSet<>();
        for (String name : names(places.domains())) {
            Path directory = places.domains().resolve(name);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                domain(directory, waiting);
            } else {
                stray(directory);
            }
        }
        boolean allKnown = unreadable.isEmpty();
        for (String name : names(places.holding())) {
            Path file = places.holding().resolve(name);
            Optional<QueueId> body = id(name, SpoolPlaces.BODY);
            if (body.isEmpty() || !regular(file)) {
                stray(file);
            } else if (allKnown && !waiting.contains(body.get().text()) && settled(file)) {
                findings.add(new QueueFinding.LostEnvelope(file));
            }
        }
        pairs(places.held());
        envelopes.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> findings.add(new QueueFinding.Twice(
                        entry.getValue().getFirst(),
                        entry.getValue().subList(1, entry.getValue().size()))));
    }

    /// A directory where a message and its envelope lie side by side.
    private void pairs(Path directory) throws IOException {
        Set<String> names = new TreeSet<>(names(directory));
        for (String name : names) {
            Path file = directory.resolve(name);
            Optional<QueueId> body = id(name, SpoolPlaces.BODY);
            Optional<QueueId> envelope = id(name, SpoolPlaces.ENVELOPE);
            if (isStray(name, file)) {
                stray(file);
            } else if (body.isPresent() && !names.contains(body.get() + SpoolPlaces.ENVELOPE) && settled(file)) {
                findings.add(new QueueFinding.LostEnvelope(file));
            } else if (envelope.isPresent()) {
                envelope(envelope.get(), file, directory);
            }
        }
    }

    private void domain(Path directory, Set<String> waiting) throws IOException {
        boolean bad = directory.getFileName().toString().equals(QueueDomain.BAD.text());
        int envelopesHere = 0;
        for (String name : new TreeSet<>(names(directory))) {
            Path file = directory.resolve(name);
            Optional<QueueId> envelope = id(name, SpoolPlaces.ENVELOPE);
            if (name.equalsIgnoreCase(DomainMri.NAME)) {
                continue;
            }
            if (envelope.isPresent() && regular(file)) {
                envelopesHere++;
                waiting.add(envelope.get().text());
                envelope(envelope.get(), file, places.holding());
                if (bad) {
                    findings.add(new QueueFinding.BadDomain(file));
                }
            } else if (id(name, SpoolPlaces.EXTRAS).isEmpty()) {
                stray(file);
            }
        }
        if (envelopesHere == 0 && !bad && !unreadable.contains(directory) && settled(directory)) {
            findings.add(new QueueFinding.EmptyDomain(directory));
        }
    }

    private void envelope(QueueId id, Path file, Path bodies) throws IOException {
        Path body = bodies.resolve(id + SpoolPlaces.BODY);
        if (!regular(body)) {
            names(bodies);
            if (!unreadable.contains(bodies) && settled(file)) {
                findings.add(new QueueFinding.LostBody(file));
            }
            return;
        }
        envelopes.computeIfAbsent(id, _ -> new ArrayList<>()).add(file);
        SpoolEntry entry;
        try {
            entry = SpoolFiles.read(id, new QueuedMessage.Place.Incoming(), body, file);
        } catch (FileSystemException e) {
            unreadable(file, e);
            return;
        }
        switch (entry) {
            case SpoolEntry.Damaged damaged ->
                findings.add(
                        new QueueFinding.DamagedEnvelope(file, damaged.line(), damaged.found(), damaged.expected()));
            case SpoolEntry.Ready(QueuedMessage message) -> {
                String named = message.envelope().messageId();
                int at = named.indexOf('@');
                if (!named.isEmpty() && !(at < 0 ? named : named.substring(0, at)).equalsIgnoreCase(id.text())) {
                    findings.add(new QueueFinding.OtherId(file, named));
                }
            }
            case SpoolEntry.Gone _ -> {}
        }
    }

    private void stray(Path path) throws IOException {
        if (Files.isSymbolicLink(path) || settled(path)) {
            findings.add(new QueueFinding.Stray(path));
        }
    }

    private void unreadable(Path path, FileSystemException failure) {
        if (unreadable.add(path)) {
            String reason = failure.getReason();
            findings.add(new QueueFinding.Unreadable(
                    path, reason == null ? failure.getClass().getSimpleName() : reason));
        }
    }

    /// Whether it lies there long enough for nobody to be about to bring the rest.
    private boolean settled(Path path) throws IOException {
        try {
            return before.equals(Instant.MAX)
                    || Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isStray(String name, Path file) {
        return !regular(file)
                || ENDINGS.stream().allMatch(ending -> id(name, ending).isEmpty());
    }

    private static boolean regular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<QueueId> id(String name, String ending) {
        return name.endsWith(ending)
                ? QueueId.parse(name.substring(0, name.length() - ending.length()))
                : Optional.empty();
    }

    private List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return FolderListing.names(directory).stream().sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (FileSystemException e) {
            unreadable(directory, e);
            return List.of();
        }
    }
}
