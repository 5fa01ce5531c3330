package epostadm.mailstore.content;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is known of messages, in memory, by key; bounded by its octets. What was not asked for while half of the
/// room was filled anew goes. For many threads.
final class Remembered {

    /// The key, the map's entry, and what holds the octets.
    private static final int OVERHEAD = 170;

    private final long most;
    private final AtomicLong weight = new AtomicLong();
    private volatile Map<String, Known> young = new ConcurrentHashMap<>();
    private volatile Map<String, Known> old = Map.of();

    /// @param most octets to hold, about
    Remembered(long most) {
        this.most = most;
    }

    Optional<Known> find(String key) {
        Known known = young.get(key);
        if (known == null) {
            known = old.get(key);
            if (known != null) {
                put(key, known);
            }
        }
        return Optional.ofNullable(known);
    }

    void put(String key, Known known) {
        Known before = young.put(key, known);
        long more = before == null
                ? OVERHEAD + (long) known.octets().length
                : known.octets().length - (long) before.octets().length;
        if (weight.addAndGet(more) > most / 2) {
            turn();
        }
    }

    private synchronized void turn() {
        if (weight.get() > most / 2) {
            old = young;
            young = new ConcurrentHashMap<>();
            weight.set(0);
        }
    }

    void remove(String key) {
        young.remove(key);
        Map<String, Known> before = old;
        if (before.containsKey(key)) {
            before.remove(key);
        }
    }
}
