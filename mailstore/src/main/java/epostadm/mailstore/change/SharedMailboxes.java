package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which mailboxes of a domain are also those of other domains' accounts: in the common box, accounts of one name
/// share one. Such a mailbox stays when one of them goes. docs/store-format.md, "Editions".
public final class SharedMailboxes {

    private final Map<DomainName, AccountIndex> others;

    private SharedMailboxes(Map<DomainName, AccountIndex> others) {
        this.others = others;
    }

    /// Refuses where the index of another domain in the common box cannot be read, so that nobody knows.
    public static SharedMailboxes read(MailStore store, DomainName domain) throws IOException {
        Map<DomainName, AccountIndex> others = new TreeMap<>();
        if (store.layout(domain) == Layout.COMMON) {
            for (DomainName other : store.domains()) {
                if (!other.equals(domain) && store.layout(other) == Layout.COMMON) {
                    others.put(other, store.accounts(other));
                }
            }
        }
        return new SharedMailboxes(others);
    }

    /// The other domains that have an account of this name in the common box.
    public List<DomainName> of(AccountName name) {
        return others.entrySet().stream()
                .filter(other -> other.getValue().find(name).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }
}
