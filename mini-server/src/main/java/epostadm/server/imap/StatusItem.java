package epostadm.server.imap;

import java.util.Optional;

/// What STATUS tells: RFC 9051 section 6.3.11, and RFC 3501, 7162, 8438, 7889, 8474, 9208.
public enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    DELETED,
    /// RFC 9208: the octets of the messages that are marked as deleted.
    DELETED_STORAGE,
    SIZE,
    HIGHESTMODSEQ,
    APPENDLIMIT,
    MAILBOXID;

    /// @param written in upper case
    static Optional<StatusItem> parse(String written) {
        for (StatusItem item : values()) {
            if (item.written().equals(written)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /// As it is on the wire.
    public String written() {
        return name().replace('_', '-');
    }
}
