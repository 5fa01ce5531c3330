package epostadm.mailstore.account;

/// The ten columns of the import text, in their order. docs/store-format.md, "Import/export text".
public enum Column {
    ACCOUNT,
    PASS,
    FULLNAME,
    DOMAIN,
    HOMEFOLDER,
    SMTP_AUTH,
    APOP,
    MAIL_BOX_SIZE,
    POP3,
    IMAP4,
    /// No column, but the line as a whole.
    WHOLE_LINE;

    static final int COUNT = WHOLE_LINE.ordinal();

    /// The column at `index`; past the tenth the line as a whole is meant.
    static Column at(int index) {
        return index < COUNT ? values()[index] : WHOLE_LINE;
    }
}
