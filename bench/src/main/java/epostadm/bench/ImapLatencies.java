package epostadm.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long commands took, by kind; not for several threads.
final class ImapLatencies {

    private static final class Times {
        private long[] nanos = new long[1024];
        private int count;
    }

    private final Map<String, Times> kinds = new TreeMap<>();

    void add(String kind, long nanos) {
        Times times = kinds.computeIfAbsent(kind, any -> new Times());
        if (times.count == times.nanos.length) {
            times.nanos = Arrays.copyOf(times.nanos, times.count * 2);
        }
        times.nanos[times.count++] = nanos;
    }

    void add(ImapLatencies other) {
        other.kinds.forEach((kind, times) -> {
            for (int i = 0; i < times.count; i++) {
                add(kind, times.nanos[i]);
            }
        });
    }

    /// A table, then one line of JSON that starts with `{`; times in milliseconds.
    void report(double seconds, Map<String, Object> more) {
        List<String> json = new ArrayList<>();
        ImapLatencies all = new ImapLatencies();
        System.out.printf("%-20s %9s %9s %9s %9s %9s%n", "command", "count", "per s", "p50 ms", "p99 ms", "max ms");
        kinds.forEach((kind, times) -> {
            json.add("\"" + kind + "\":" + line(kind, times, seconds));
            for (int i = 0; i < times.count; i++) {
                all.add("all", times.nanos[i]);
            }
        });
        Times every = all.kinds.computeIfAbsent("all", any -> new Times());
        json.add("\"all\":" + line("all", every, seconds));
        StringBuilder line = new StringBuilder("{");
        more.forEach((key, value) ->
                line.append('"').append(key).append("\":").append(value).append(','));
        System.out.println(line.append("\"per_second\":")
                .append("%.1f".formatted(every.count / seconds))
                .append(",\"commands\":{")
                .append(String.join(",", json))
                .append("}}"));
    }

    private static String line(String kind, Times times, double seconds) {
        long[] sorted = Arrays.copyOf(times.nanos, times.count);
        Arrays.sort(sorted);
        double half = at(sorted, 0.5);
        double late = at(sorted, 0.99);
        System.out.printf(
                "%-20s %9d %9.1f %9.3f %9.3f %9.3f%n",
                kind, times.count, times.count / seconds, half, late, at(sorted, 1));
        return "{\"count\":%d,\"p50\":%.3f,\"p99\":%.3f}".formatted(times.count, half, late);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
