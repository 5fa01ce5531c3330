package epostadm.cli.page;

import java.util.List;

/// A picture of amounts over time, or over another scale, as lines; its values stand below it.
///
/// @param labels a word for each place on the scale; the picture shows as many of them as there is room for
public record Curve(String title, String scale, Unit unit, List<String> labels, List<Line> lines) {

    public Curve {
        labels = List.copyOf(labels);
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > Palette.COLORS) {
            throw new IllegalArgumentException(lines.size() + " lines, 1 to " + Palette.COLORS + " expected");
        }
        for (Line line : lines) {
            if (line.values().size() != labels.size()) {
                throw new IllegalArgumentException(line.values().size() + " values for " + labels.size() + " labels");
            }
        }
    }

    /// One line: a value of at least 0 for each label.
    public record Line(String name, List<Long> values) {

        public Line {
            values = List.copyOf(values);
        }
    }

    long highest() {
        return lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
