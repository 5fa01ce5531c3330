package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the folders of a mailbox by a walk that costs one `stat` a folder: a directory is listed again only where
/// its time of change says so, and not even then where the number of its links says that no directory came or went.
/// Not for many threads.
///
/// Reads as `store.Mailbox#folders` does: no symbolic link is followed, names that are no modified UTF-7 are left
/// out. docs/store-format.md, "IMAP folder".
final class FolderWalk {

    private static final Duration COARSENESS = Duration.ofSeconds(2);

    private final Path root;
    private final Edition edition;
    private final InstantSource clock;
    private final Map<Path, Seen> seen = new HashMap<>();
    private boolean linksCount;

    /// @param links of a directory: on most file systems of Unix two, and one for each directory in it; 0 unknown
    private record Stamp(Instant modified, Object key, int links) {}

    private record Seen(Stamp stamp, boolean settled, List<String> directories) {}

    FolderWalk(Path root, Edition edition, InstantSource clock) {
        this.root = root;
        this.edition = edition;
        this.clock = clock;
    }

    /// @throws NoSuchFileException where the mailbox root is not there
    FolderTree walk() throws IOException {
        SortedMap<FolderName, Path> folders = new TreeMap<>(TreeOrder.NAMES);
        List<Path> leftOvers = new ArrayList<>();
        Map<Path, Seen> before = new HashMap<>(seen);
        seen.clear();
        collect(root, List.of(), before, folders, leftOvers);
        return new FolderTree(folders, leftOvers);
    }

    private void collect(
            Path directory,
            List<String> above,
            Map<Path, Seen> before,
            SortedMap<FolderName, Path> folders,
            List<Path> leftOvers)
            throws IOException {
        Seen now = look(directory, before.get(directory));
        seen.put(directory, now);
        for (String name : now.directories()) {
            Path child = directory.resolve(name);
            if (HalfDone.named(name)) {
                leftOvers.add(child);
                continue;
            }
            List<String> names = new ArrayList<>(above);
            names.add(name);
            FolderName folder = FolderName.ofDirectory(names).orElse(null);
            if (folder == null) {
                continue;
            }
            try {
                folders.putIfAbsent(folder, child);
                collect(child, names, before, folders, leftOvers);
            } catch (NoSuchFileException | NotDirectoryException e) {
                folders.remove(folder, child); // Gone meanwhile.
            }
        }
    }

    private Seen look(Path directory, Seen before) throws IOException {
        Stamp stamp = stamp(directory);
        if (before != null && before.stamp().equals(stamp) && before.settled()) {
            return before;
        }
        boolean settled =
                Duration.between(stamp.modified(), clock.instant()).abs().compareTo(COARSENESS) > 0;
        if (linksCount && !directory.equals(root)) {
            if (stamp.links() == 2) {
                return new Seen(stamp, settled, List.of());
            }
            if (before != null && sameDirectories(directory, stamp, before)) {
                return new Seen(stamp, settled, before.directories());
            }
        }
        List<String> directories = new ArrayList<>(FolderListing.directories(directory));
        if (directory.equals(root)) {
            linksCount = !directories.isEmpty() && stamp.links() == 2 + directories.size();
        }
        // The edition's own INBOX before one that was copied from the other edition.
        directories.sort(Comparator.comparing((String name) -> !name.equals(edition.inboxDirectory()))
                .thenComparing(Comparator.naturalOrder()));
        return new Seen(stamp, settled, directories);
    }

    private static boolean sameDirectories(Path directory, Stamp stamp, Seen before) {
        return before.stamp().links() == stamp.links()
                && before.stamp().key().equals(stamp.key())
                && stamp.links() == 2 + before.directories().size()
                && before.directories().stream()
                        .allMatch(name -> Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    private static Stamp stamp(Path directory) throws IOException {
        boolean unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
        Map<String, Object> attributes = Files.readAttributes(
                directory,
                unix ? "unix:lastModifiedTime,fileKey,isDirectory,nlink" : "lastModifiedTime,fileKey,isDirectory",
                LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
            throw new NotDirectoryException(directory.toString());
        }
        Object key = attributes.get("fileKey");
        return new Stamp(
                ((FileTime) attributes.get("lastModifiedTime")).toInstant(),
                key == null ? "" : key,
                attributes.get("nlink") instanceof Integer links ? links : 0);
    }
}
