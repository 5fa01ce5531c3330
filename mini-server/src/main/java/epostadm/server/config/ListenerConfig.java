package epostadm.server.config;

/// Where to listen, and for what.
///
/// @param address a host name or an IP address; `0.0.0.0` or `::` for all
/// @param port 0 for any free one
public record ListenerConfig(Protocol protocol, String address, int port, TlsMode tls) {}
