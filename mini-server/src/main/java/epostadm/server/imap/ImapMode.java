package epostadm.server.imap;

/// What ENABLE has changed in the language of a session.
///
/// @param rev2 RFC 9051
/// @param utf8Accept RFC 6855
/// @param uidOnly RFC 9586: no sequence numbers any more
public record ImapMode(boolean rev2, boolean utf8Accept, boolean uidOnly) {

    /// RFC 3501, before anything is enabled.
    public static final ImapMode REV1 = new ImapMode(false, false, false);

    /// Whether mailbox names and quoted strings are UTF-8.
    public boolean utf8() {
        return rev2 || utf8Accept;
    }
}
