package epostadm.mailstore.log;

import java.util.Locale;

/// The log files that a server keeps, each in a directory of its own.
public enum LogName {
    /// Who connected, and what was refused.
    ACCEPTLOG,
    /// Every message that was taken, once a recipient.
    INLOG,
    /// The dialogue of reception.
    RECEIVELOG,
    /// Delivered to other servers.
    OUTLOG,
    /// Delivered into mailboxes of this store.
    OUTLOCALLOG,
    /// The dialogue of delivery.
    SENDERLOG,
    /// Given up.
    FAILLOG,
    POP3LOG,
    IMAP4LOG;

    /// Below the work folder.
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
