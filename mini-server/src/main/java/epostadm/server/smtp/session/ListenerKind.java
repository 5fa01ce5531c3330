package epostadm.server.smtp.session;

/// What a listener is for.
public enum ListenerKind {
    /// Mail from other servers. RFC 5321.
    SMTP,
    /// Mail from people, who authenticate. RFC 6409, RFC 8314.
    SUBMISSION,
    /// Mail for delivery here, answered recipient by recipient. RFC 2033.
    LMTP
}
