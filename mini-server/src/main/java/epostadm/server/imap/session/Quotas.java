package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.store.Account;
import epostadm.server.config.MailboxConfig;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import java.io.IOException;

/// How much mailboxes may hold, and whether IMAP minds: the vendor's server lets APPEND into full ones.
/// docs/store-format.md, "Mailbox root".
record Quotas(MailboxConfig config) {

    /// @param limit in octets; 0 for none
    record Use(long octets, long limit) {}

    /// The mailbox's own limit comes first, then the account's, then that of all.
    Use use(Account account, AccountFolders tree) throws IOException {
        AccountFolders.Quota quota = tree.quota();
        long own = quota.limit().orElse(account.entry().sizeLimit());
        return new Use(quota.octets(), own > 0 ? own : config.sizeLimit());
    }

    /// @throws ImapRefusedException where there is no room, and that matters
    void admit(Account account, AccountFolders tree, long octets) throws IOException, ImapRefusedException {
        if (!config.appendBeyondLimit()) {
            Use use = use(account, tree);
            if (use.limit() > 0 && octets > use.limit() - use.octets()) {
                throw new ImapRefusedException(ImapRefusal.OVER_QUOTA);
            }
        }
    }
}
