package epostadm.server.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// A number that only grows, for each combination of its labels' values. All of them are there from the start, so
/// that a rate is known from the first event on.
public final class Counter implements Metric {

    private final String name;
    private final String help;
    private final List<Label> labels;
    private final LongAdder[] counts;

    Counter(String name, String help, Label... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
        int combinations = 1;
        for (Label label : labels) {
            combinations *= label.values().size();
        }
        this.counts = new LongAdder[combinations];
        for (int i = 0; i < combinations; i++) {
            counts[i] = new LongAdder();
        }
    }

    /// Counts one; an unknown value counts as the label's last one.
    void add(String... values) {
        counts[index(values)].increment();
    }

    long count(String... values) {
        return counts[index(values)].sum();
    }

    private int index(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + " has " + labels.size() + " labels");
        }
        int index = 0;
        for (int i = 0; i < values.length; i++) {
            index = index * labels.get(i).values().size() + labels.get(i).index(values[i]);
        }
        return index;
    }

    @Override
    public void write(PrometheusText text) {
        text.head(name, help, "counter");
        for (int i = 0; i < counts.length; i++) {
            text.sample(name, names(i), counts[i].sum());
        }
    }

    private List<PrometheusText.Pair> names(int index) {
        PrometheusText.Pair[] pairs = new PrometheusText.Pair[labels.size()];
        int rest = index;
        for (int i = pairs.length - 1; i >= 0; i--) {
            Label label = labels.get(i);
            pairs[i] = new PrometheusText.Pair(
                    label.name(), label.values().get(rest % label.values().size()));
            rest /= label.values().size();
        }
        return List.of(pairs);
    }
}
