package epostadm.mailstore.content;

import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// What was found out about messages, in memory as far as there is room, and in a file. For many threads.
///
/// What memory has was compared with the message's file once; what the file has is compared (time of modification,
/// size) before it is believed.
final class Knowledge implements Closeable {

    /// At least 32 megabytes, at most 256, and a fifth of what there is.
    private static final long MEMORY = Math.clamp(Runtime.getRuntime().maxMemory() / 5, 32L << 20, 256L << 20);

    /// So many wait to be written, by one thread and in their order: several that write at the same time would each
    /// do the others' work again.
    private static final int MANY = 500;

    private final Remembered memory = new Remembered(MEMORY);
    private final CacheFile file;
    private final Map<String, Known> waiting = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    Knowledge(CacheFile file) {
        this.file = file;
    }

    Optional<Known> inMemory(String key) {
        return memory.find(key);
    }

    /// Not to be believed yet.
    Optional<Known> inFile(String key) {
        Known known = waiting.get(key);
        return known == null ? file.find(key) : Optional.of(known);
    }

    /// What is known of the message, if its file is this very one.
    Known of(String key, Stamp stamp) {
        Optional<Known> known = memory.find(key);
        if (known.isEmpty()) {
            known = inFile(key);
        }
        return known.filter(found -> found.isOf(stamp)).orElseGet(() -> Known.of(stamp));
    }

    /// Takes for compared what need not outlive the server, or does already.
    Known believe(String key, Known known) {
        memory.put(key, known);
        return known;
    }

    Known keep(String key, Known known) {
        waiting.put(key, known);
        if (waiting.size() >= MANY && writing.tryLock()) {
            try {
                write();
            } finally {
                writing.unlock();
            }
        }
        return believe(key, known);
    }

    private void write() {
        for (Map.Entry<String, Known> entry : new TreeMap<>(waiting).entrySet()) {
            file.put(entry.getKey(), entry.getValue());
            waiting.remove(entry.getKey(), entry.getValue());
        }
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
        waiting.remove(key);
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
        writing.lock();
        try {
            write();
            file.close();
        } finally {
            writing.unlock();
        }
    }
}
