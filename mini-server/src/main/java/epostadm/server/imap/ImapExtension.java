package epostadm.server.imap;

/// What a server can do beyond RFC 3501: the names under which it is announced.
///
/// Each can be left out of [ImapCapabilities], since only what works is announced.
public enum ImapExtension {
    IMAP4REV2("IMAP4rev2", true),
    LITERAL_PLUS("LITERAL+", true),
    LITERAL_MINUS("LITERAL-", true),
    SASL_IR("SASL-IR", true),
    ID("ID", true),
    ENABLE("ENABLE", true),
    IDLE("IDLE", true),
    NAMESPACE("NAMESPACE"),
    UIDPLUS("UIDPLUS"),
    UNSELECT("UNSELECT"),
    CHILDREN("CHILDREN"),
    LIST_EXTENDED("LIST-EXTENDED"),
    LIST_STATUS("LIST-STATUS"),
    SPECIAL_USE("SPECIAL-USE"),
    CREATE_SPECIAL_USE("CREATE-SPECIAL-USE"),
    MOVE("MOVE"),
    ESEARCH("ESEARCH"),
    SEARCHRES("SEARCHRES"),
    WITHIN("WITHIN"),
    SORT("SORT"),
    SORT_DISPLAY("SORT=DISPLAY"),
    THREAD_ORDEREDSUBJECT("THREAD=ORDEREDSUBJECT"),
    THREAD_REFERENCES("THREAD=REFERENCES"),
    ESORT("ESORT"),
    CONTEXT_SEARCH("CONTEXT=SEARCH"),
    CONTEXT_SORT("CONTEXT=SORT"),
    I18NLEVEL("I18NLEVEL=1"),
    MULTIAPPEND("MULTIAPPEND"),
    BINARY("BINARY"),
    CATENATE("CATENATE"),
    REPLACE("REPLACE"),
    APPENDLIMIT("APPENDLIMIT"),
    CONDSTORE("CONDSTORE"),
    QRESYNC("QRESYNC"),
    STATUS_SIZE("STATUS=SIZE"),
    QUOTA("QUOTA"),
    QUOTA_STORAGE("QUOTA=RES-STORAGE"),
    QUOTA_MESSAGE("QUOTA=RES-MESSAGE"),
    OBJECTID("OBJECTID"),
    SAVEDATE("SAVEDATE"),
    PREVIEW("PREVIEW"),
    UTF8_ACCEPT("UTF8=ACCEPT"),
    COMPRESS("COMPRESS=DEFLATE"),
    UIDONLY("UIDONLY"),
    PARTIAL("PARTIAL"),
    NOTIFY("NOTIFY");

    private final String text;
    private final boolean beforeLogin;

    ImapExtension(String text) {
        this(text, false);
    }

    ImapExtension(String text, boolean beforeLogin) {
        this.text = text;
        this.beforeLogin = beforeLogin;
    }

    /// As CAPABILITY has it.
    public String text() {
        return text;
    }

    /// Whether it is of use to a client that has not logged in.
    boolean beforeLogin() {
        return beforeLogin;
    }
}
