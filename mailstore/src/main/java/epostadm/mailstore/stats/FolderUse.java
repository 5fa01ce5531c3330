package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// What one folder of an account holds itself, without the folders in it. `label` is the decoded name; [#ROOT] is
/// the mailbox root.
public record FolderUse(Optional<DomainName> domain, String account, String label, Amount mail) {

    /// No IMAP folder is called that.
    public static final String ROOT = "/";
}
