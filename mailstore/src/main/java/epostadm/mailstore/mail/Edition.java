package epostadm.mailstore.mail;

/// The two editions of the vendor's server, which differ in names and line ends. docs/store-format.md, "Editions".
public enum Edition {
    WINDOWS("INBOX", "\r\n"),
    BSD("inbox", "\n");

    private final String inbox;
    private final String lineEnd;

    Edition(String inbox, String lineEnd) {
        this.inbox = inbox;
        this.lineEnd = lineEnd;
    }

    /// The name of the directory that holds a mailbox's INBOX.
    public String inboxDirectory() {
        return inbox;
    }

    /// Whether a file or directory of that name can lie where the edition runs.
    public boolean canHold(String name) {
        return this == BSD || WindowsNames.fit(name);
    }

    /// What stands between the names of a path where the edition runs.
    public char separator() {
        return this == BSD ? '/' : '\\';
    }

    /// What ends a line of a control file or an exported text.
    public String lineEnd() {
        return lineEnd;
    }
}
