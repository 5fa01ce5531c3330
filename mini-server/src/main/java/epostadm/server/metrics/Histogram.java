package epostadm.server.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// How often a quantity was how large.
public final class Histogram implements Metric {

    private final String name;
    private final String help;
    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    /// @param bounds the buckets' upper ends, ascending; one without end is added
    Histogram(String name, String help, double... bounds) {
        this.name = name;
        this.help = help;
        this.bounds = bounds.clone();
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(double quantity) {
        int found = Arrays.binarySearch(bounds, quantity);
        counts[found < 0 ? -found - 1 : found].increment();
        sum.add(quantity);
    }

    @Override
    public void write(PrometheusText text) {
        text.head(name, help, "histogram");
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i].sum();
            double bound = i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i];
            text.sample(name + "_bucket", List.of(new PrometheusText.Pair("le", PrometheusText.number(bound))), below);
        }
        text.sample(name + "_sum", List.of(), sum.sum());
        text.sample(name + "_count", List.of(), below);
    }
}
