package epostadm.mailstore.content;

import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/// What is known of messages, in a file that outlives the server. For many threads.
///
/// Nothing here fails: a file that is damaged is begun anew, one that somebody else has locked or that cannot be
/// written is done without. docs/store-format.md, "The cache".
final class CacheFile implements Closeable {

    static final String NAME = "imap.mv";

    /// Beyond this size the file is begun anew: most of it is of messages that are gone.
    private static final long LONGEST = 4L << 30;

    /// One entry in so many looks at the file's size.
    private static final int SELDOM = 1 << 14;

    private static final int PAGES_MEGABYTES = 16;

    private final Path file;
    private volatile Optional<Opened> opened;
    private int puts;

    private record Opened(MVStore store, MVMap<String, byte[]> map) {}

    private CacheFile(Path file, Optional<Opened> opened) {
        this.file = file;
        this.opened = opened;
    }

    /// One that keeps nothing.
    static CacheFile none() {
        return new CacheFile(Path.of(NAME), Optional.empty());
    }

    static CacheFile open(StorePaths paths) {
        Path file = paths.cache().resolve(NAME);
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return none();
        }
        try {
            paths.makeOurs();
            PrivateFiles.makeDirectory(paths.cache());
            return new CacheFile(file, openOrBeginAnew(file));
        } catch (IOException e) {
            return none();
        }
    }

    private static Optional<Opened> openOrBeginAnew(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return beginAnew(file);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
            return beginAnew(file);
        }
        try {
            return Optional.of(opened(file));
        } catch (RuntimeException e) {
            return lockedByAnother(e) ? Optional.empty() : beginAnew(file);
        }
    }

    private static boolean lockedByAnother(RuntimeException e) {
        return e instanceof MVStoreException of && of.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    /// It tells what mail says: for nobody but its owner.
    private static Optional<Opened> beginAnew(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PrivateFiles.fileAttributes(file));
        try {
            return Optional.of(opened(file));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Opened opened(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(PAGES_MEGABYTES)
                .compress()
                .backgroundExceptionHandler((_, _) -> {
                    // The next call meets the same, and gives the file up.
                })
                .open();
        try {
            MVMap<String, byte[]> map = store.openMap(
                    "known",
                    new MVMap.Builder<String, byte[]>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            return new Opened(store, map);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    Optional<Known> find(String key) {
        return using(map -> map.get(key)).flatMap(Known::read);
    }

    void put(String key, Known known) {
        using(map -> map.put(key, known.octets()));
        if (++puts % SELDOM == 0) { // Roughly: who counts it wrong looks a little later.
            keepShort();
        }
    }

    void remove(String key) {
        using(map -> map.remove(key));
    }

    /// Drops those whose keys are the prefix and a number, except the ones that are wanted.
    void tidy(String prefix, Set<String> wanted) {
        using(map -> {
            for (Iterator<String> keys = map.keyIterator(prefix); keys.hasNext(); ) {
                String key = keys.next();
                if (!key.startsWith(prefix)) {
                    break;
                }
                if (!wanted.contains(key) && key.substring(prefix.length()).matches("[0-9]+")) {
                    map.remove(key);
                }
            }
            return null;
        });
    }

    private void keepShort() {
        using(map -> {
            if (map.getStore().getFileStore().size() > LONGEST) {
                map.clear();
            }
            return null;
        });
    }

    private <T> Optional<T> using(Function<MVMap<String, byte[]>, T> use) {
        Optional<Opened> now = opened;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(use.apply(now.get().map()));
        } catch (RuntimeException e) {
            giveUp(now.get());
            return Optional.empty();
        }
    }

    /// Damage deep inside shows late, and so does a full disk; the next server begins anew.
    private synchronized void giveUp(Opened broken) {
        if (opened.filter(now -> now == broken).isPresent()) {
            opened = Optional.empty();
            try {
                broken.store().closeImmediately();
                Files.deleteIfExists(file);
            } catch (IOException | RuntimeException e) {
                // Whoever opens it next will see.
            }
        }
    }

    /// Forces what was kept to the disk.
    @Override
    public synchronized void close() {
        Optional<Opened> now = opened;
        opened = Optional.empty();
        if (now.isPresent()) {
            try {
                now.get().store().close();
            } catch (RuntimeException e) {
                now.get().store().closeImmediately();
            }
        }
    }
}
