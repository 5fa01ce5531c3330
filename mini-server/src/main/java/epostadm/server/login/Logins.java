package epostadm.server.login;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// Lets people in, or not, by the store's account indexes.
///
/// The answer for an unknown name is that for a wrong password, and takes as long: it costs a hash as well.
public final class Logins {

    private final MailStore store;
    private final Password nobodys;

    public Logins(MailStore store, SecureRandom random) {
        this.store = store;
        this.nobodys = PasswordScheme.SCRAM_SHA_256.hash(Long.toHexString(random.nextLong()), random);
    }

    /// The account whose name and password these are, unless it is suspended. A name without a domain belongs to
    /// the store's only domain; where there are several, it is nobody's.
    public Optional<Account> login(LoginName name, String password) throws IOException {
        Optional<DomainName> domain = domain(name);
        Optional<AccountEntry> entry = Optional.empty();
        if (domain.isPresent()) {
            AccountIndex accounts = store.accounts(domain.get());
            entry = accounts.find(name.account());
        }
        boolean right = entry.map(AccountEntry::password).orElse(nobodys).matches(password);
        if (!right || entry.isEmpty() || entry.get().state() != AccountState.ACTIVE) {
            return Optional.empty();
        }
        return Optional.of(new Account(
                entry.get(), domain.get(), store.mailboxes(domain.get()).find(name.account())));
    }

    private Optional<DomainName> domain(LoginName name) {
        List<DomainName> domains = store.domains();
        if (name.domain().isPresent()) {
            return name.domain().filter(domains::contains);
        }
        return domains.size() == 1 ? Optional.of(domains.getFirst()) : Optional.empty();
    }
}
