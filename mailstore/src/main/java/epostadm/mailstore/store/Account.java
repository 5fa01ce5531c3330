package epostadm.mailstore.store;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.control.Marker;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// An account of a domain: its line in the index, and its mailbox, which may not be there before the first mail.
public record Account(AccountEntry entry, DomainName domain, Optional<Mailbox> mailbox) {

    /// Whether POP3 is on: by the index, and not switched off in the mailbox.
    public boolean pop3() {
        return entry.pop3() && !marked(Marker.POP3_OFF);
    }

    /// Whether IMAP4 is on: by the index, and not switched off in the mailbox.
    public boolean imap4() {
        return entry.imap4() && !marked(Marker.IMAP4_OFF);
    }

    private boolean marked(Marker marker) {
        return mailbox.isPresent() && marker.presentIn(mailbox.get().root());
    }
}
