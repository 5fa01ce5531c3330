package epostadm.server.config;

/// What is spoken at a listener.
public enum Protocol {
    SMTP,
    SUBMISSION,
    LMTP,
    POP3,
    IMAP
}
