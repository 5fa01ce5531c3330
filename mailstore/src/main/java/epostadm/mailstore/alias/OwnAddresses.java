package epostadm.mailstore.alias;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.util.Map;
import java.util.Optional;

/// Which addresses are those of accounts here.
public final class OwnAddresses {

    private static final AccountName POSTMASTER = new AccountName("postmaster");

    private final Map<DomainName, Optional<AccountIndex>> domains;

    /// @param domains those of the store, with their accounts where they are known
    public OwnAddresses(Map<DomainName, Optional<AccountIndex>> domains) {
        this.domains = Map.copyOf(domains);
    }

    /// What an address that is no alias means to a server of this store.
    public enum Target {
        ACCOUNT,
        /// Of one of our domains, without an account of its own.
        POSTMASTER,
        /// Of one of our domains, and nobody's.
        UNKNOWN,
        /// Of a domain whose accounts only the vendor's server knows.
        NOT_KNOWN_HERE,
        OUTSIDE
    }

    public Target of(String address) {
        int at = address.lastIndexOf('@');
        Optional<DomainName> domain =
                DomainName.parse(address.substring(at + 1)).filter(domains::containsKey);
        if (domain.isEmpty()) {
            return Target.OUTSIDE;
        }
        Optional<AccountIndex> accounts = domains.get(domain.get());
        Optional<AccountName> name = AccountName.parse(address.substring(0, Math.max(0, at)));
        if (accounts.isEmpty()) {
            return Target.NOT_KNOWN_HERE;
        }
        if (name.isPresent() && accounts.get().find(name.get()).isPresent()) {
            return Target.ACCOUNT;
        }
        return name.filter(POSTMASTER::equals).isPresent() ? Target.POSTMASTER : Target.UNKNOWN;
    }
}
