package epostadm.server.imap.session;

/// What the client has turned on for the rest of its session: RFC 5161, and what turns on by being used (RFC 7162
/// section 3.1).
final class Enabled {

    private boolean rev2;
    private boolean utf8;
    private boolean condstore;
    private boolean qresync;
    private boolean uidOnly;

    /// RFC 9051: IMAP4rev2 on a server that speaks rev1 as well.
    boolean rev2() {
        return rev2;
    }

    void enableRev2() {
        rev2 = true;
    }

    /// Whether names and headers go out in UTF-8: RFC 6855, and rev2.
    boolean utf8() {
        return utf8 || rev2;
    }

    /// RFC 6855 section 3: only after UTF8=ACCEPT itself.
    boolean utf8Accept() {
        return utf8;
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
