package epostadm.mailstore.check;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.account.RetiredAccounts;
import epostadm.mailstore.alias.OwnAddresses;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where addresses lead: through the alias table to an account of ours, or to nobody. For several threads.
final class AddressBook {

    private static final String POSTMASTER = "postmaster";

    private final Map<DomainName, Accounts> domains;
    private final Set<String> retired = new HashSet<>();
    private final Aliases aliases;

    /// Who is at an address, as far as can be told: of other servers' addresses nothing can.
    enum Standing {
        FINE,
        RETIRED,
        UNKNOWN
    }

    private AddressBook(Map<DomainName, Accounts> domains, Aliases aliases) {
        this.domains = Map.copyOf(domains);
        this.aliases = aliases;
    }

    /// @param domains all of the store, with their accounts
    static AddressBook of(Map<DomainName, Accounts> domains, Aliases aliases, StorePaths paths) throws IOException {
        AddressBook book = new AddressBook(domains, aliases);
        for (DomainName domain : domains.keySet()) {
            try {
                RetiredAccounts.read(paths.retired(domain), domain)
                        .entries()
                        .forEach(entry -> book.retired.add(key(entry.entry().name() + "@" + domain)));
            } catch (FileSystemException | RefusedException e) {
                // Whoever wants a retired account back is told; here it is an unknown one.
            }
        }
        return book;
    }

    static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /// Whose accounts are known.
    OwnAddresses own() {
        Map<DomainName, Optional<AccountIndex>> known = new HashMap<>();
        domains.forEach((domain, accounts) -> known.put(domain, accounts.index()));
        return new OwnAddresses(known);
    }

    Aliases aliases() {
        return aliases;
    }

    /// The address that aliases make of it, in lower case.
    String meant(String address) {
        return key(AliasTrail.of(address, aliases).last());
    }

    Standing of(String address) {
        AliasTrail trail = AliasTrail.of(address, aliases);
        return trail.circle() ? Standing.FINE : withoutAliases(trail.last());
    }

    private Standing withoutAliases(String address) {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(at, 0));
        Optional<Accounts> accounts = accounts(address);
        // An index that cannot be read says nothing about anybody.
        if (accounts.isEmpty() || accounts.get().index().isEmpty() || local.equalsIgnoreCase(POSTMASTER)) {
            return Standing.FINE;
        }
        if (account(address).isPresent()) {
            return Standing.FINE;
        }
        return retired.contains(key(address)) ? Standing.RETIRED : Standing.UNKNOWN;
    }

    /// The account of ours that has this very address.
    Optional<AccountEntry> account(String address) {
        Optional<AccountName> name = AccountName.parse(address.substring(0, Math.max(address.lastIndexOf('@'), 0)));
        return accounts(address).flatMap(Accounts::index).flatMap(index -> name.flatMap(index::find));
    }

    private Optional<Accounts> accounts(String address) {
        return DomainName.parse(address.substring(address.lastIndexOf('@') + 1)).map(domains::get);
    }
}
