package epostadm.mailstore.tally;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;

/// What was counted of some lines.
final class Counts {

    /// Some 2 MB a table.
    private static final int MOST_KEYS = 20_000;

    private static final int MOST_HOURS = 24 * 366 * 10;

    final Map<LocalDateTime, long[]> hours = new TreeMap<>();
    private final Tops[] tables = new Tops[Table.values().length];
    long lines;
    long unknown;

    Counts() {
        for (Table table : Table.values()) {
            tables[table.ordinal()] = new Tops(MOST_KEYS, table.caseBlind());
        }
    }

    Tops table(Table table) {
        return tables[table.ordinal()];
    }

    long[] hour(LocalDateTime hour) {
        long[] known = hours.get(hour);
        if (known != null || hours.size() >= MOST_HOURS) {
            // Wrong clocks must not fill the memory.
            return known != null ? known : new long[Measure.values().length];
        }
        return hours.computeIfAbsent(hour, _ -> new long[Measure.values().length]);
    }

    void addAll(Counts other) {
        lines += other.lines;
        unknown += other.unknown;
        for (int i = 0; i < tables.length; i++) {
            tables[i].addAll(other.tables[i]);
        }
        other.hours.forEach((hour, counts) -> {
            long[] sums = hour(hour);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
            }
        });
    }
}
