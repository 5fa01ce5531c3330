package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountEntry;
import java.util.List;
import java.util.Optional;

/// A mailbox that is to be looked at: its account's line of the index, and the names of its twins, itself included,
/// where it is the first of them.
record Candidate(MailboxPlace place, Optional<AccountEntry> entry, List<String> twins) {

    /// By the index; 0 is the server's.
    long sizeLimit() {
        return entry.map(AccountEntry::sizeLimit).orElse(0L);
    }
}
