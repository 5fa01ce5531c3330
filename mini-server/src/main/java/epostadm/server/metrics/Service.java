package epostadm.server.metrics;

/// By what way a client came, as metrics tell them apart.
public enum Service {
    SMTP,
    SUBMISSION,
    LMTP,
    POP3,
    IMAP
}
