package epostadm.server.metrics;

import java.util.List;

/// The text exposition format 0.0.4 of Prometheus.
final class PrometheusText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(1 << 13);

    record Pair(String name, String value) {}

    void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(escapeHelp(help)).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, List<Pair> labels, double value) {
        text.append(name);
        char before = '{';
        for (Pair label : labels) {
            text.append(before)
                    .append(label.name())
                    .append("=\"")
                    .append(escape(label.value()))
                    .append('"');
            before = ',';
        }
        text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
    }

    /// As Go's parser takes it: whole numbers without a fraction.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String escape(String value) {
        return escapeHelp(value).replace("\"", "\\\"");
    }

    private static String escapeHelp(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
