package epostadm.mailstore.spool;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What lies in a queue, seen from without: changes nothing, and does not mind what a running server does
/// meanwhile.
///
/// A half that is younger than `before` may be one that is only just being made. docs/store-format.md, "Queue".
public final class SpoolSurvey {

    private final Path work;
    private final Instant before;

    public SpoolSurvey(Path work, Instant before) {
        this.work = work;
        this.before = before;
    }

    /// What a directory of the queue has of pairs: bodies and envelopes whose other half is gone, and all
    /// envelopes.
    public record Directory(Path path, List<String> bodiesAlone, List<String> envelopesAlone, List<Path> envelopes) {}

    /// `incoming`, `holding`, and the domains' directories, as far as they are there.
    public List<Directory> directories() throws IOException {
        List<Directory> directories = new ArrayList<>();
        Path incoming = work.resolve("incoming");
        Set<String> bodies = stems(incoming, SpoolPlaces.BODY);
        Set<String> envelopes = stems(incoming, SpoolPlaces.ENVELOPE);
        directories.add(directory(incoming, bodies, envelopes, bodies, envelopes));
        Path holding = work.resolve("holding");
        Set<String> held = stems(holding, SpoolPlaces.BODY);
        Set<String> waiting = new HashSet<>();
        Path domains = work.resolve("domains");
        for (String name : names(domains)) {
            Path domain = domains.resolve(name);
            Set<String> here = stems(domain, SpoolPlaces.ENVELOPE);
            waiting.addAll(here);
            if (!here.isEmpty()) {
                directories.add(directory(domain, Set.of(), here, held, Set.of()));
            }
        }
        directories.add(directory(holding, held, Set.of(), Set.of(), waiting));
        return directories;
    }

    /// What keeps an envelope from being followed, if anything does.
    public static EnvelopeReading read(Path envelope) throws IOException {
        return EnvelopeText.parse(RegularFile.read(envelope, EnvelopeText.LONGEST));
    }

    private Directory directory(
            Path path, Set<String> bodies, Set<String> envelopes, Set<String> allBodies, Set<String> allEnvelopes)
            throws IOException {
        return new Directory(
                path,
                alone(path, bodies, allEnvelopes, SpoolPlaces.BODY),
                alone(path, envelopes, allBodies, SpoolPlaces.ENVELOPE),
                envelopes.stream()
                        .map(stem -> path.resolve(stem + SpoolPlaces.ENVELOPE))
                        .toList());
    }

    private List<String> alone(Path directory, Set<String> stems, Set<String> others, String ending)
            throws IOException {
        List<String> alone = new ArrayList<>();
        for (String stem : stems) {
            if (!others.contains(stem) && old(directory.resolve(stem + ending))) {
                alone.add(stem + ending);
            }
        }
        return alone;
    }

    private boolean old(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Set<String> stems(Path directory, String ending) throws IOException {
        Set<String> stems = new TreeSet<>();
        for (String name : names(directory)) {
            if (name.toUpperCase(Locale.ROOT).endsWith(ending)) {
                stems.add(name.substring(0, name.length() - ending.length()));
            }
        }
        return stems;
    }

    private static List<String> names(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                ? FolderListing.names(directory).stream().sorted().toList()
                : List.of();
    }
}
