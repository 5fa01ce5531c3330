package epostadm.mailstore.check;

import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;
import java.util.Optional;

/// A mailbox root that is there or would be: where, what its directory is called, and whose it is.
public record MailboxPlace(Path root, String name, Optional<DomainName> domain, Standing standing) {

    /// How a mailbox root and an account belong together.
    public enum Standing {
        ACCOUNT,
        ACCOUNT_WITHOUT_FOLDER,
        FOLDER_WITHOUT_ACCOUNT,
        /// There is no account index that could tell.
        ACCOUNTS_UNKNOWN,
        PUT_ASIDE
    }
}
