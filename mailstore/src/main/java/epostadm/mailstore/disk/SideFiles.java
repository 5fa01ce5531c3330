package epostadm.mailstore.disk;

import java.util.Set;

/// The files in which this project keeps what IMAP wants and the store's format lacks; the vendor's server takes no
/// notice of them. docs/store-format.md, "What is ours in a store".
public final class SideFiles {

    /// In an IMAP folder: what its messages have beside their names.
    public static final String MESSAGES = "epostadm-messages.txt";

    /// In a mailbox root: what its folders have beside their names.
    public static final String FOLDERS = "epostadm-folders.txt";

    public static final Set<String> NAMES = Set.of(MESSAGES, FOLDERS);

    private SideFiles() {}
}
