package epostadm.mailstore.conversion;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.RetiredAccounts;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whose mailboxes are whose, where those of several domains lie in one directory.
final class MailboxOwners {

    private final Map<DomainName, Optional<AccountIndex>> accounts;
    private final Map<DomainName, RetiredAccounts> retired;

    private MailboxOwners(Map<DomainName, Optional<AccountIndex>> accounts, Map<DomainName, RetiredAccounts> retired) {
        this.accounts = accounts;
        this.retired = retired;
    }

    static MailboxOwners read(MailStore store) throws IOException {
        Map<DomainName, Optional<AccountIndex>> accounts = new TreeMap<>();
        Map<DomainName, RetiredAccounts> retired = new TreeMap<>();
        for (DomainName domain : store.domains()) {
            accounts.put(domain, known(store, domain));
            retired.put(domain, RetiredAccounts.read(store.paths().retired(domain), domain));
        }
        return new MailboxOwners(accounts, retired);
    }

    private static Optional<AccountIndex> known(MailStore store, DomainName domain) throws IOException {
        try {
            return Optional.of(store.accounts(domain));
        } catch (RefusedException _) {
            return Optional.empty(); // The vendor's, or none at all.
        }
    }

    /// Whether only the vendor's server knows the domain's accounts.
    boolean notKnown(DomainName domain) {
        return accounts.get(domain).isEmpty();
    }

    /// Accounts of one name in several of the domains.
    List<String> sharedIn(Collection<DomainName> domains) {
        Map<String, List<DomainName>> byName = new TreeMap<>();
        for (DomainName domain : domains) {
            for (AccountEntry entry : accounts.get(domain).stream()
                    .flatMap(index -> index.entries().stream())
                    .toList()) {
                byName.computeIfAbsent(entry.name().key(), _ -> new ArrayList<>(1))
                        .add(domain);
            }
        }
        return byName.entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(name -> told(name.getKey(), name.getValue()))
                .toList();
    }

    /// Those of the domains that have an account whose mailbox is called so, or has been put aside under that name.
    List<DomainName> of(String directory, Collection<DomainName> domains) {
        Optional<AccountName> name = AccountName.parse(directory);
        return domains.stream()
                .filter(domain -> retired.get(domain).ofDirectory(directory).isPresent()
                        || name.isPresent()
                                && accounts.get(domain)
                                        .flatMap(index -> index.find(name.get()))
                                        .isPresent())
                .toList();
    }

    static String told(String name, List<DomainName> domains) {
        return name + " (" + domains.stream().map(DomainName::text).collect(Collectors.joining(", ")) + ")";
    }
}
