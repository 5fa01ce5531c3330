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
        Optional<Account> account = account(address.get());
        if (account.isPresent()) {
            return new Addressee.Here(account.get());
        }
        if (DomainName.parse(address.get().domain()).filter(accounts::away).isPresent()) {
            return new Addressee.Away();
        }
        return ours(address.get()).isEmpty()
                ? new Addressee.Elsewhere(address.get(), aliased)
                : new Addressee.Unknown();
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
