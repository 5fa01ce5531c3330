package epostadm.server.config;

/// When a listener's connections turn to TLS.
public enum TlsMode {
    /// Never.
    NONE,
    /// When the client asks. RFC 3207, RFC 2595.
    STARTTLS,
    /// From the first octet. RFC 8314.
    IMPLICIT
}
