package epostadm.server.config;

/// Where health and metrics are shown.
public record MetricsConfig(String address, int port) {}
