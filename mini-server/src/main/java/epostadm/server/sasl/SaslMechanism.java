package epostadm.server.sasl;

import java.util.Optional;

/// The mechanisms that are spoken here, best first.
public enum SaslMechanism {
    /// RFC 5802, RFC 7677; without channel binding.
    SCRAM_SHA_256("SCRAM-SHA-256", false),
    /// RFC 2195.
    CRAM_MD5("CRAM-MD5", false),
    /// RFC 4616.
    PLAIN("PLAIN", true),
    /// draft-murchison-sasl-login: no standard, but what old mail programs speak.
    LOGIN("LOGIN", true);

    private final String label;
    private final boolean clearText;

    SaslMechanism(String label, boolean clearText) {
        this.label = label;
        this.clearText = clearText;
    }

    /// The mechanism's registered name.
    public String label() {
        return label;
    }

    /// Whether the password itself crosses the wire, so that the wire must be TLS or loopback.
    public boolean clearText() {
        return clearText;
    }

    /// The mechanism of that name, in any case.
    public static Optional<SaslMechanism> of(String label) {
        for (SaslMechanism mechanism : values()) {
            if (mechanism.label.equalsIgnoreCase(label)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
