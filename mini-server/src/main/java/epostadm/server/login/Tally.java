package epostadm.server.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// The failures of one address or account. They fade: as many as lock out are forgotten within the lock-out's time.
final class Tally {

    private static final int REMEMBERED = 8;

    private final int limit;
    private final Deque<String> fingerprints = new ArrayDeque<>(2);
    private final Deque<String> known = new ArrayDeque<>(2);
    private double failures;
    private Instant counted = Instant.EPOCH;
    private Instant lockedFrom = Instant.EPOCH;
    private Instant lockedUntil = Instant.EPOCH;

    Tally(int limit) {
        this.limit = limit;
    }

    boolean locked(Instant now) {
        // Where the clock is put back, nobody stays out for longer than was meant.
        return now.isBefore(lockedUntil) && !now.isBefore(lockedFrom);
    }

    int failures(Instant now, Duration lockOut) {
        double passed = Math.max(0, Duration.between(counted, now).toSeconds());
        failures = Math.max(0, failures - passed * limit / Math.max(1, lockOut.toSeconds()));
        counted = now;
        return (int) Math.ceil(failures);
    }

    void fail(String fingerprint, Instant now, Duration lockOut) {
        if (locked(now) || !fingerprint.isEmpty() && fingerprints.contains(fingerprint)) {
            return;
        }
        if (!fingerprint.isEmpty()) {
            remember(fingerprints, fingerprint);
        }
        failures(now, lockOut);
        failures++;
        if (failures >= limit) {
            lockedFrom = now;
            lockedUntil = now.plus(lockOut);
        }
    }

    void know(String network) {
        known.remove(network);
        remember(known, network);
    }

    boolean knows(String network) {
        return known.contains(network);
    }

    private static void remember(Deque<String> texts, String text) {
        if (texts.size() >= REMEMBERED) {
            texts.removeFirst();
        }
        texts.addLast(text);
    }
}
