package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import java.util.EnumMap;
import java.util.Map;

/// Sums for each of a closed set; all of them are there, in order.
final class Spread<K extends Enum<K>> {

    private final Class<K> kinds;
    private final long[] counts;
    private final long[] bytes;

    Spread(Class<K> kinds) {
        this.kinds = kinds;
        this.counts = new long[kinds.getEnumConstants().length];
        this.bytes = new long[counts.length];
    }

    void add(K kind, long size) {
        counts[kind.ordinal()]++;
        bytes[kind.ordinal()] += size;
    }

    void addAll(Spread<K> other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
            bytes[i] += other.bytes[i];
        }
    }

    Map<K, Amount> sums() {
        Map<K, Amount> sums = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            sums.put(kind, new Amount(counts[kind.ordinal()], bytes[kind.ordinal()]));
        }
        return sums;
    }
}
