package epostadm.server.metrics;

/// Something that is counted or measured, with all its samples.
sealed interface Metric permits Counter, Gauge, Histogram {
    void write(PrometheusText text);
}
