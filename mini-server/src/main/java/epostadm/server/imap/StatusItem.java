package epostadm.server.imap;

/// What STATUS tells: RFC 9051 section 6.3.11, and RFC 3501, 7162, 8438, 7889, 8474.
public enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    DELETED,
    SIZE,
    HIGHESTMODSEQ,
    APPENDLIMIT,
    MAILBOXID
}
