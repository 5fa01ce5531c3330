package epostadm.mailstore.control;

import epostadm.mailstore.disk.StorePaths;
import java.nio.file.Path;

/// Files of a mailbox root that mean something by being there. docs/store-format.md, "Mailbox root".
public enum Marker {
    POP3_OFF("$offpop3"),
    IMAP4_OFF("$offimap4"),
    POP3_SERVES_INBOX("$sharepop3");

    private final String fileName;

    Marker(String fileName) {
        this.fileName = fileName;
    }

    public boolean presentIn(Path root) {
        return StorePaths.taken(root.resolve(fileName));
    }
}
