package epostadm.mailstore.content;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// What is known of messages, in memory, by key; bounded by its octets. For many threads.
///
/// Where there is no more room, one in four goes, whichever: clients that go through a folder larger than the
/// memory from end to end, time and again, would find nothing where the oldest went.
final class Remembered {

    /// The key, the map's entry, and what holds the octets.
    private static final int OVERHEAD = 170;

    private final long most;
    private final AtomicLong weight = new AtomicLong();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// @param most octets to hold, about
    Remembered(long most) {
        this.most = most;
    }

    Optional<Known> find(String key) {
        return Optional.ofNullable(known.get(key));
    }

    void put(String key, Known now) {
        Known before = known.put(key, now);
        if (weight.addAndGet(weight(now) - weight(before)) > most) {
            makeRoom();
        }
    }

    void remove(String key) {
        weight.addAndGet(-weight(known.remove(key)));
    }

    private static long weight(Known some) {
        return some == null ? 0 : OVERHEAD + (long) some.octets().length;
    }

    private synchronized void makeRoom() {
        if (weight.get() <= most) {
            return; // Somebody else has made it.
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (Iterator<String> keys = known.keySet().iterator(); keys.hasNext(); ) {
            String key = keys.next();
            if (random.nextInt(4) == 0) {
                remove(key);
            }
        }
    }
}
