package epostadm.mailstore.hierarchy;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.mail.FolderName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The folders of one account that are at work, by name, each with how many use it.
///
/// What changes the table holds the account's lock; anybody may look at [#all()].
final class OpenFolders {

    private static final Duration KEPT_UNUSED = Duration.ofMinutes(1);

    /// Within this time a second change may bear the same time as the first.
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    private static final long GONE = Long.MIN_VALUE;

    private final Home home;
    private final BooleanSupplier pop3;
    private final Map<FolderName, Held> table = new ConcurrentHashMap<>();

    OpenFolders(Home home, BooleanSupplier pop3) {
        this.home = home;
        this.pop3 = pop3;
    }

    /// A folder at work.
    final class Held {
        private final LiveFolder folder;
        private final Object key;
        private final boolean inbox;
        private volatile Path directory;
        private volatile int users;
        private Instant unusedSince = home.house().clock().instant();
        private long seen = GONE;
        private long rootSeen = GONE;

        private Held(LiveFolder folder, Object key, Path directory, boolean inbox) {
            this.folder = folder;
            this.key = key;
            this.directory = directory;
            this.inbox = inbox;
        }

        LiveFolder folder() {
            return folder;
        }

        Path directory() {
            return directory;
        }

        /// Looks, by a `stat` or two, whether something has come or gone, and has the folder look at it. One at
        /// which somebody works is left for the next time: others wait to be looked at.
        ///
        /// @param now the time at the beginning of the look
        void lookAround(Instant now) throws IOException {
            if (users <= 0 || folder.busy() || !folder.watched()) {
                return;
            }
            long at = modified(directory);
            long rootAt = inbox ? modified(home.root()) : GONE;
            long settled = now.minus(COARSENESS).toEpochMilli();
            if (at == GONE || at != seen || rootAt != rootSeen || at > settled || rootAt > settled) {
                seen = at;
                rootSeen = rootAt;
                folder.refresh();
            }
        }
    }

    /// When something came into the directory, or went, in milliseconds since 1970.
    private static long modified(Path directory) throws IOException {
        BasicFileAttributes found = attributes(directory);
        return found == null ? GONE : found.lastModifiedTime().toMillis();
    }

    /// Null where it is gone: nothing is thrown for that, or made for the others, ten thousand times a second.
    private static BasicFileAttributes attributes(Path directory) throws IOException {
        return directory
                .getFileSystem()
                .provider()
                .readAttributesIfExists(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// The folder if it is at work and still the one that lies there; counts one more who uses it.
    Optional<LiveFolder> take(FolderName name) throws IOException {
        Held held = table.get(name);
        if (held == null) {
            return Optional.empty();
        }
        BasicFileAttributes there = attributes(held.directory);
        if (!held.folder.gone() && there != null && Home.key(there).equals(held.key)) {
            held.users++;
            return Optional.of(held.folder);
        }
        held.folder.retire();
        table.remove(name);
        return Optional.empty();
    }

    /// Puts a folder to work that is not yet; counts one who uses it.
    LiveFolder take(FolderName name, Path directory, long leastUidValidity) throws IOException {
        Object key = Home.key(Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        LiveFolder folder = LiveFolder.open(home.place(name, directory), home.house(), pop3, leastUidValidity);
        Held held = new Held(folder, key, directory, name.isInbox());
        held.users = 1;
        table.put(name, held);
        return folder;
    }

    void release(LiveFolder folder) {
        table.values().stream().filter(held -> held.folder == folder).forEach(held -> {
            held.users--;
            held.unusedSince = home.house().clock().instant();
        });
    }

    /// The folder's directory is about to go.
    void retire(FolderName name) {
        Held held = table.remove(name);
        if (held != null) {
            held.folder.retire();
        }
    }

    void retireAll() {
        List.copyOf(table.keySet()).forEach(this::retire);
    }

    /// Renames the directories of folders at work while nobody works in them.
    ///
    /// @param moves what becomes of each name, with its new directory and the least UIDVALIDITY that it needs there
    void move(List<Move> moves, LiveFolder.DirectoryWork work) throws IOException {
        List<Move> open =
                moves.stream().filter(move -> table.containsKey(move.from())).toList();
        LiveFolder.relocate(
                work,
                open.stream()
                        .map(move -> new LiveFolder.Relocation(
                                table.get(move.from()).folder,
                                home.place(move.to(), move.directory()),
                                move.leastUidValidity()))
                        .toList());
        List<Held> moved = new ArrayList<>();
        open.forEach(move -> moved.add(table.remove(move.from())));
        for (int i = 0; i < open.size(); i++) {
            moved.get(i).directory = open.get(i).directory();
            table.put(open.get(i).to(), moved.get(i));
        }
    }

    record Move(FolderName from, FolderName to, Path directory, long leastUidValidity) {}

    Collection<Held> all() {
        return table.values();
    }

    Optional<Held> find(FolderName name) {
        return Optional.ofNullable(table.get(name));
    }

    /// Lets go of what nobody has used for a minute.
    void sweep() {
        Instant limit = home.house().clock().instant().minus(KEPT_UNUSED);
        table.values().removeIf(held -> {
            boolean idle = held.users <= 0 && held.unusedSince.isBefore(limit);
            if (idle) {
                held.folder.rest();
            }
            return idle;
        });
    }

    void rest() {
        table.values().forEach(held -> held.folder.rest());
    }

    boolean isEmpty() {
        return table.isEmpty();
    }
}
