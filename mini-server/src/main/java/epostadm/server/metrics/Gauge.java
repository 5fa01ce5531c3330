package epostadm.server.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/// A number that is asked for when somebody looks.
final class Gauge implements Metric {

    private final String name;
    private final String help;
    private final String type;
    private final DoubleSupplier now;

    private Gauge(String name, String help, String type, DoubleSupplier now) {
        this.name = name;
        this.help = help;
        this.type = type;
        this.now = now;
    }

    static Gauge of(String name, String help, DoubleSupplier now) {
        return new Gauge(name, help, "gauge", now);
    }

    /// Of somebody else's count, which only grows.
    static Gauge ofCount(String name, String help, DoubleSupplier now) {
        return new Gauge(name, help, "counter", now);
    }

    @Override
    public void write(PrometheusText text) {
        text.head(name, help, type);
        text.sample(name, List.of(), now.getAsDouble());
    }
}
