package epostadm.server.delivery;

import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.message.Addresses;
import epostadm.mailstore.store.Account;
import java.util.Optional;
import java.util.function.Predicate;

/// Which addresses are a mailbox's: the account's own, the one that was written to, and whatever alias leads there.
record OwnAddresses(String account, String recipient, Aliases aliases) implements Predicate<String> {

    private static final int MOST_ALIASES = 16;

    static OwnAddresses of(Account account, String recipient, Aliases aliases) {
        return new OwnAddresses(text(account), recipient, aliases);
    }

    /// The account's address.
    static String text(Account account) {
        return Addresses.address(account.entry().name().text(), account.domain().text());
    }

    @Override
    public boolean test(String address) {
        Optional<String> at = Optional.of(address);
        for (int i = 0; i <= MOST_ALIASES && at.isPresent(); i++) {
            if (at.get().equalsIgnoreCase(account) || at.get().equalsIgnoreCase(recipient)) {
                return true;
            }
            at = aliases.resolve(at.get());
        }
        return false;
    }
}
