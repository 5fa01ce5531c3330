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

    /// Turns on what ENABLE names, if it is known.
    ///
    /// @param extension in upper case
    boolean enable(String extension) {
        switch (extension) {
            case "IMAP4REV2" -> rev2 = true;
            case "UTF8=ACCEPT" -> utf8 = true;
            case "CONDSTORE" -> condstore = true;
            case "QRESYNC" -> {
                qresync = true;
                condstore = true;
            }
            case "UIDONLY" -> uidOnly = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    ImapMode mode() {
        return new ImapMode(rev2, utf8, uidOnly);
    }

    /// RFC 9051: IMAP4rev2 on a server that speaks rev1 as well.
    boolean rev2() {
        return rev2;
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

    /// RFC 9586.
    boolean uidOnly() {
        return uidOnly;
    }
}
