package epostadm.server.reception;

import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.smtp.SmtpAddress;
import java.io.IOException;
import java.util.Optional;

/// Finds out where addresses lead: aliases first, then accounts, as delivery does. docs/store-format.md, "Queue".
final class Addressees {

    private static final String POSTMASTER = "postmaster";

    private final AccountWatch accounts;

    Addressees(AccountWatch accounts) {
        this.accounts = accounts;
    }

    Addressee of(SmtpAddress address) throws IOException {
        Optional<DomainName> ours = ours(address);
        if (ours.isPresent() && address.localPart().equalsIgnoreCase(POSTMASTER)) {
            return new Addressee.Postmaster();
        }
        AliasTrail trail = AliasTrail.of(address.toString(), accounts.aliases());
        return trail.circle() ? new Addressee.Circle() : behindAliases(trail.last(), trail.aliased());
    }

    private Addressee behindAliases(String text, boolean aliased) throws IOException {
        Optional<SmtpAddress> address = SmtpAddress.parse(text);
        if (address.isEmpty()) {
            return new Addressee.Unknown();
        }
        if (ours(address.get()).isEmpty()) {
            return new Addressee.Elsewhere(address.get(), aliased);
        }
        return account(address.get()).<Addressee>map(Addressee.Here::new).orElseGet(Addressee.Unknown::new);
    }

    /// The account whose own address it is.
    Optional<Account> account(SmtpAddress address) throws IOException {
        Optional<DomainName> domain = ours(address);
        Optional<AccountName> name = AccountName.parse(address.localPart());
        return domain.isEmpty() || name.isEmpty() ? Optional.empty() : accounts.account(name.get(), domain.get());
    }

    private Optional<DomainName> ours(SmtpAddress address) {
        return DomainName.parse(address.domain()).filter(accounts.domains()::contains);
    }

    static String address(Account account) {
        return account.entry().name() + "@" + account.domain();
    }
}
