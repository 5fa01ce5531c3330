package epostadm.mailstore.content;

import epostadm.mailstore.disk.StorePaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;

/// What is known of messages, in a file that outlives the server, opened when it is first wanted. For many threads.
///
/// Nothing here fails: a file that is damaged is begun anew, one that somebody else has locked or that cannot be
/// written is done without. docs/operations.md, "The IMAP cache".
final class CacheFile implements Closeable {

    /// One entry in so many looks at the file's size.
    private static final int SELDOM = 1 << 14;

    private static final int UID_DIGITS = 10;

    /// A disk that is full stays so for a while.
    private static final int MOST_BEGINNINGS = 3;

    private final Optional<StorePaths> paths;
    private volatile boolean asked;
    private volatile Optional<OpenCache> opened = Optional.empty();
    private int puts;
    private int beginnings;

    private CacheFile(Optional<StorePaths> paths) {
        this.paths = paths;
    }

    /// One that keeps nothing.
    static CacheFile none() {
        return new CacheFile(Optional.empty());
    }

    static CacheFile of(StorePaths paths) {
        return new CacheFile(Optional.of(paths));
    }

    private synchronized Optional<OpenCache> firstOpened() {
        if (!asked && paths.isPresent()) {
            try {
                opened = OpenCache.open(paths.get());
            } catch (IOException e) {
                // Without it, then.
            }
        }
        asked = true;
        return opened;
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
            if (map.getStore().getFileStore().size() > OpenCache.LONGEST) {
                map.clear();
            }
            return null;
        });
    }

    private <T> Optional<T> using(Function<MVMap<String, byte[]>, T> use) {
        if (Thread.currentThread().isInterrupted()) {
            return Optional.empty(); // It would close the file for all.
        }
        Optional<OpenCache> now = asked ? opened : firstOpened();
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

    /// Damage deep inside shows late, and so does a full disk.
    private synchronized void giveUp(OpenCache broken) {
        if (opened.filter(now -> now == broken).isEmpty()) {
            return; // Somebody else has done it.
        }
        opened = Optional.empty();
        try {
            broken.abandon();
            if (Thread.currentThread().isInterrupted()) {
                opened = OpenCache.open(paths.orElseThrow());
            } else if (beginnings++ < MOST_BEGINNINGS) {
                opened = OpenCache.beginAnew(paths.orElseThrow());
            }
        } catch (IOException | RuntimeException e) {
            // Without it, then.
        }
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(OpenCache::close);
        opened = Optional.empty();
        asked = true;
    }
}
