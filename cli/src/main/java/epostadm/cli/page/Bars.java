package epostadm.cli.page;

import java.util.List;

/// A picture of amounts as bars, one below the other, with their values beside them.
///
/// @param labels what the label column is called
/// @param parts what the parts of each bar are called; with one part only, its name heads the values
public record Bars(String title, String labels, Unit unit, List<String> parts, List<Bar> bars) {

    public Bars {
        parts = List.copyOf(parts);
        bars = List.copyOf(bars);
        if (parts.isEmpty() || parts.size() > Palette.COLORS) {
            throw new IllegalArgumentException(parts.size() + " parts, 1 to " + Palette.COLORS + " expected");
        }
        for (Bar bar : bars) {
            if (bar.values().size() != parts.size()) {
                throw new IllegalArgumentException(bar.values().size() + " values for " + parts.size() + " parts");
            }
        }
    }

    /// One bar: a value of at least 0 for each part.
    public record Bar(String label, List<Long> values) {

        public Bar {
            values = List.copyOf(values);
        }

        public Bar(String label, long value) {
            this(label, List.of(value));
        }

        long sum() {
            return values.stream().mapToLong(Long::longValue).sum();
        }
    }

    long longest() {
        return bars.stream().mapToLong(Bar::sum).max().orElse(0);
    }
}
