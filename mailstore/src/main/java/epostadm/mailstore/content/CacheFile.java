package epostadm.mailstore.content;

import epostadm.mailstore.disk.PrivateFiles;
import epostadm.mailstore.disk.StorePaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

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

    private static final int UID_DIGITS = 10;
    private static final int PAGES_MEGABYTES = 16;

    /// A disk that is full stays so for a while.
    private static final int MOST_BEGINNINGS = 3;

    private final Path file;
    private volatile Optional<Opened> opened;
    private int puts;
    private int beginnings;

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
                .backgroundExceptionHandler((_, _) -> {
                    // The next call meets the same, and gives the file up.
                })
                .open();
        try {
            MVMap<String, byte[]> map = store.openMap(
                    "known",
                    new MVMap.Builder<String, byte[]>()
                            .keyType(new CacheTypes.Key())
                            .valueType(new CacheTypes.Value()));
            return new Opened(store, map);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    Optional<Known> find(String key) {
        return using(map -> map.get(ordered(key))).flatMap(value -> known(key, value));
    }

    /// The key with its number in ten digits: what a folder has in a row lies in a row.
    private static String ordered(String key) {
        int digits = key.length();
        while (digits > 0 && key.charAt(digits - 1) >= '0' && key.charAt(digits - 1) <= '9') {
            digits--;
        }
        int missing = UID_DIGITS - (key.length() - digits);
        return missing <= 0 || missing == UID_DIGITS
                ? key
                : key.substring(0, digits) + "0".repeat(missing) + key.substring(digits);
    }

    /// A page that has come to another's place has whole values under other keys.
    private static byte[] value(String key, Known known) {
        byte[] octets = known.octets();
        byte[] value = Arrays.copyOf(octets, octets.length + Integer.BYTES);
        ByteBuffer.wrap(value).putInt(octets.length, key.hashCode());
        return value;
    }

    private static Optional<Known> known(String key, byte[] value) {
        int length = value.length - Integer.BYTES;
        boolean own = length >= 0 && ByteBuffer.wrap(value).getInt(length) == key.hashCode();
        return own ? Known.read(Arrays.copyOf(value, length)) : Optional.empty();
    }

    void put(String key, Known known) {
        using(map -> map.put(ordered(key), value(key, known)));
        if (++puts % SELDOM == 0) { // Roughly: who counts it wrong looks a little later.
            keepShort();
        }
    }

    void remove(String key) {
        using(map -> map.remove(ordered(key)));
    }

    /// Drops those whose keys are the prefix and a number, except the ones that are wanted.
    void tidy(String prefix, Set<String> keys) {
        Set<String> wanted = keys.stream().map(CacheFile::ordered).collect(Collectors.toSet());
        using(map -> {
            for (Iterator<String> there = map.keyIterator(prefix); there.hasNext(); ) {
                String key = there.next();
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
        if (Thread.currentThread().isInterrupted()) {
            return Optional.empty(); // It would close the file for all.
        }
        try {
            return Optional.ofNullable(use.apply(now.get().map()));
        } catch (RuntimeException e) {
            giveUp(now.get());
            return Optional.empty();
        }
    }

    /// Damage deep inside shows late, and so does a full disk.
    private synchronized void giveUp(Opened broken) {
        if (opened.filter(now -> now == broken).isPresent()) {
            opened = Optional.empty();
            try {
                broken.store().closeImmediately();
                if (Thread.currentThread().isInterrupted()) {
                    opened = openOrBeginAnew(file);
                } else if (beginnings++ < MOST_BEGINNINGS) {
                    opened = beginAnew(file);
                }
            } catch (IOException | RuntimeException e) {
                // Without it, then.
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
