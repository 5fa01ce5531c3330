package epostadm.server.imap.session;

import epostadm.server.imap.ImapMode;

/// What the client has turned on for the rest of its session: RFC 5161, and what turns on by being used (RFC 7162
/// section 3.1).
final class Enabled {

    private boolean rev2;
    private boolean utf8;
    private boolean condstore;
    private boolean qresync;
    private boolean uidOnly;

    ImapMode mode() {
        return new ImapMode(rev2, utf8, uidOnly);
    }

    /// RFC 9051: IMAP4rev2 on a server that speaks rev1 as well.
    boolean rev2() {
        return rev2;
    }

    void enableRev2() {
        rev2 = true;
    }

    void enableUtf8() {
        utf8 = true;
    }

    boolean condstore() {
        return condstore;
    }

    void enableCondstore() {
        condstore = true;
    }

    boolean qresync() {
        return qresync;
    }

    void enableQresync() {
        qresync = true;
        condstore = true;
    }

    /// RFC 9586.
    boolean uidOnly() {
        return uidOnly;
    }

    void enableUidOnly() {
        uidOnly = true;
    }
}
