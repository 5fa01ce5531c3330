package epostadm.server.reception;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// So much in so much time, for each of many: as much as is allowed at once, then as it comes back evenly.
/// Remembers a bounded number of them, those seen last. For many threads.
final class Allowance<K> {

    private static final int MOST = 50_000;

    private final int most;
    private final Duration time;
    private final InstantSource clock;
    private final Map<K, Left> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Left> eldest) {
            return size() > MOST;
        }
    };

    private record Left(double amount, Instant at) {}

    Allowance(int most, Duration time, InstantSource clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    /// Takes one, if any is left.
    synchronized boolean take(K who) {
        Instant now = clock.instant();
        Left before = known.getOrDefault(who, new Left(most, now));
        double back = Math.max(0, Duration.between(before.at(), now).toMillis()) * (double) most / time.toMillis();
        double left = Math.min(most, before.amount() + back);
        boolean some = left >= 1;
        known.put(who, new Left(some ? left - 1 : left, now));
        return some;
    }
}
