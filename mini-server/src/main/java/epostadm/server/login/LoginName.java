package epostadm.server.login;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;

/// A name as people type it to log in: `user`, `user@domain` or `user%domain`. docs/store-format.md, "Server
/// replies".
///
/// @param domain the domain, if one was typed
public record LoginName(AccountName account, Optional<DomainName> domain) {

    /// The name, or nothing where it can be nobody's.
    public static Optional<LoginName> parse(String typed) {
        int at = Math.max(typed.lastIndexOf('@'), typed.lastIndexOf('%'));
        Optional<AccountName> account = AccountName.parse(at < 0 ? typed : typed.substring(0, at));
        Optional<DomainName> domain = at < 0 ? Optional.empty() : DomainName.parse(typed.substring(at + 1));
        if (account.isEmpty() || at >= 0 && domain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LoginName(account.get(), domain));
    }
}
