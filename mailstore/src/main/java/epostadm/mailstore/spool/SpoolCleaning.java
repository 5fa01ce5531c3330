package epostadm.mailstore.spool;

import epostadm.mailstore.disk.FolderListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a crash left in the queue: removed where it is certainly ours and nothing is lost by it, and else only
/// named.
final class SpoolCleaning {

    private final SpoolPlaces places;
    private final Set<String> incoming;
    private final Set<String> holding;
    private final Set<String> temp;
    private final Set<String> dead;
    private final Set<String> held;

    /// Where envelopes wait, by their names.
    private final Map<String, Path> waiting = new HashMap<>();

    private final List<Path> waitingExtras = new ArrayList<>();
    private final List<Path> removed = new ArrayList<>();

    private SpoolCleaning(SpoolFiles files) throws IOException {
        this.places = files.places();
        this.incoming = new HashSet<>(FolderListing.names(places.incoming()));
        this.holding = new HashSet<>(FolderListing.names(places.holding()));
        this.temp = new HashSet<>(FolderListing.names(places.temp()));
        this.dead = new HashSet<>(FolderListing.names(places.dead()));
        this.held = Files.isDirectory(places.held(), LinkOption.NOFOLLOW_LINKS)
                ? Set.copyOf(FolderListing.names(places.held()))
                : Set.of();
    }

    static SpoolCleaning read(SpoolFiles files) throws IOException {
        SpoolCleaning cleaning = new SpoolCleaning(files);
        Path domains = files.places().domains();
        for (String domain : FolderListing.names(domains)) {
            Path directory = domains.resolve(domain);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                for (String name : FolderListing.names(directory)) {
                    if (id(name, SpoolPlaces.ENVELOPE).isPresent()) {
                        cleaning.waiting.put(name, directory.resolve(name));
                    } else if (id(name, SpoolPlaces.EXTRAS).isPresent()) {
                        cleaning.waitingExtras.add(directory.resolve(name));
                    }
                }
            }
        }
        return cleaning;
    }

    /// The highest number that an id in the queue has; -1 where there is none.
    long highest() {
        long highest = -1;
        for (Set<String> names : List.of(incoming, holding, temp, dead, held, waiting.keySet())) {
            for (String name : names) {
                int end = name.indexOf('.');
                Optional<QueueId> id = end < 0 ? Optional.empty() : QueueId.parse(name.substring(0, end));
                highest = Math.max(highest, id.map(QueueId::number).orElse(-1L));
            }
        }
        return highest;
    }

    SpoolRecovery clean() throws IOException {
        List<Path> bodies = new ArrayList<>();
        List<Path> envelopes = new ArrayList<>();
        for (String name : incoming) {
            Path file = places.incoming().resolve(name);
            Optional<QueueId> body = id(name, SpoolPlaces.BODY);
            if (body.isPresent() && !incoming.contains(body.get() + SpoolPlaces.ENVELOPE)) {
                boolean waits = waiting.containsKey(body.get() + SpoolPlaces.ENVELOPE)
                        && SpoolFiles.sameContent(file, places.holding().resolve(name));
                removeOrKeep(file, body.get(), waits, bodies);
            } else if (id(name, SpoolPlaces.ENVELOPE).isPresent() && !incoming.contains(bodyOf(name))) {
                envelopes.add(file);
            } else if (id(name, SpoolPlaces.EXTRAS).isPresent() && !incoming.contains(envelopeOf(name))) {
                remove(file);
            }
        }
        for (String name : holding) {
            Path file = places.holding().resolve(name);
            Optional<QueueId> body = id(name, SpoolPlaces.BODY);
            if (body.isPresent() && !waiting.containsKey(body.get() + SpoolPlaces.ENVELOPE)) {
                boolean comes = incoming.contains(body.get() + SpoolPlaces.ENVELOPE)
                        && SpoolFiles.sameContent(file, places.incoming().resolve(name));
                removeOrKeep(file, body.get(), comes, bodies);
            }
        }
        waiting.forEach((name, file) -> {
            if (!holding.contains(bodyOf(name))) {
                envelopes.add(file);
            }
        });
        for (Path extras : waitingExtras) {
            if (!waiting.containsKey(envelopeOf(extras.getFileName().toString()))) {
                remove(extras);
            }
        }
        return new SpoolRecovery(removed, bodies, envelopes, cleanTemp());
    }

    /// A body whose envelope is elsewhere goes if the message is whole there, or never was, or was being removed.
    private void removeOrKeep(Path body, QueueId id, boolean wholeElsewhere, List<Path> kept) throws IOException {
        boolean unfinished = temp.contains(id + SpoolPlaces.ENVELOPE + SpoolPlaces.PART)
                || temp.contains(id + SpoolPlaces.EXTRAS + SpoolPlaces.PART)
                || temp.contains(id + SpoolPlaces.BODY + SpoolPlaces.PART);
        if (wholeElsewhere || unfinished) {
            remove(body);
        } else {
            kept.add(body);
        }
    }

    /// Last, since what lies here tells what the rest means.
    private List<Path> cleanTemp() throws IOException {
        List<Path> foreign = new ArrayList<>();
        for (String name : temp) {
            Path file = places.temp().resolve(name);
            if (ours(name)) {
                remove(file);
            } else {
                foreign.add(file);
            }
        }
        return foreign;
    }

    private static boolean ours(String name) {
        return id(name, SpoolPlaces.BODY + SpoolPlaces.PART).isPresent()
                || id(name, SpoolPlaces.ENVELOPE + SpoolPlaces.PART).isPresent()
                || id(name, SpoolPlaces.EXTRAS + SpoolPlaces.PART).isPresent();
    }

    private void remove(Path file) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
            removed.add(file);
        }
    }

    private static String bodyOf(String envelope) {
        return stem(envelope, SpoolPlaces.ENVELOPE) + SpoolPlaces.BODY;
    }

    private static String envelopeOf(String extras) {
        return stem(extras, SpoolPlaces.EXTRAS) + SpoolPlaces.ENVELOPE;
    }

    private static String stem(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static Optional<QueueId> id(String name, String ending) {
        return name.endsWith(ending) ? QueueId.parse(stem(name, ending)) : Optional.empty();
    }
}
