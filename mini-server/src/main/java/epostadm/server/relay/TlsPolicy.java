package epostadm.server.relay;

/// How far TLS is insisted on towards another server.
public enum TlsPolicy {
    NEVER,
    /// Where it is offered and works, with whatever certificate (RFC 7435); else in clear.
    WHERE_OFFERED,
    /// With whatever certificate.
    REQUIRED,
    /// With a certificate that is trusted here and bears the host's name.
    VERIFIED
}
