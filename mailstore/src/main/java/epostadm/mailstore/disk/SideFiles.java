package epostadm.mailstore.disk;

/// The names of the text files in which a server of ours keeps what the vendor's format has no place for.
/// docs/store-format.md, "Side files".
public final class SideFiles {

    /// In a folder: mod-sequences, keywords, save dates.
    public static final String MESSAGES = "epostadm-messages.txt";

    /// In a mailbox root: subscriptions, special uses, UIDVALIDITY values.
    public static final String FOLDERS = "epostadm-folders.txt";

    private SideFiles() {}
}
