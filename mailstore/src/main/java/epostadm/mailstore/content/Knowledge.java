package epostadm.mailstore.content;

import java.io.Closeable;
import java.util.Optional;
import java.util.Set;

/// What was found out about messages, in memory as far as there is room, and in a file. For many threads.
///
/// What memory has was compared with the message's file once; what the file has is compared (time of modification,
/// size) before it is believed.
final class Knowledge implements Closeable {

    /// At least 32 megabytes, at most 256, and a fifth of what there is.
    private static final long MEMORY = Math.clamp(Runtime.getRuntime().maxMemory() / 5, 32L << 20, 256L << 20);

    private final Remembered memory = new Remembered(MEMORY);
    private final CacheFile file;

    Knowledge(CacheFile file) {
        this.file = file;
    }

    Optional<Known> inMemory(String key) {
        return memory.find(key);
    }

    /// Not to be believed yet.
    Optional<Known> inFile(String key) {
        return file.find(key);
    }

    /// What is known of the message, if its file is this very one.
    Known of(String key, Stamp stamp) {
        Optional<Known> known = memory.find(key);
        if (known.isEmpty()) {
            known = file.find(key);
        }
        return known.filter(found -> found.isOf(stamp)).orElseGet(() -> Known.of(stamp));
    }

    /// Takes for compared what need not outlive the server, or does already.
    Known believe(String key, Known known) {
        memory.put(key, known);
        return known;
    }

    Known keep(String key, Known known) {
        file.put(key, known);
        return believe(key, known);
    }

    /// Drops what was believed of the message where its file is another by now.
    void compare(String key, Stamp stamp) {
        Optional<Known> known = memory.find(key);
        if (known.isPresent() && !known.get().isOf(stamp)) {
            forget(key);
        }
    }

    void forget(String key) {
        memory.remove(key);
        file.remove(key);
    }

    /// Drops what the file has of messages that the folder had once.
    ///
    /// @param keys of all messages of one folder: the same beginning, and a number each
    void tidy(Set<String> keys) {
        keys.stream()
                .findAny()
                .map(key -> key.replaceFirst("[0-9]+$", ""))
                .ifPresent(beginning -> file.tidy(beginning, keys));
    }

    @Override
    public void close() {
        file.close();
    }
}
