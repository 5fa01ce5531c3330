package epostadm.server.delivery;

import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.message.Addresses;
import epostadm.mailstore.store.Account;
import java.util.function.Predicate;

/// Which addresses are a mailbox's: the account's own, the one that was written to, and whatever alias leads there.
record OwnAddresses(String account, String recipient, Aliases aliases) implements Predicate<String> {

    static OwnAddresses of(Account account, String recipient, Aliases aliases) {
        return new OwnAddresses(text(account), recipient, aliases);
    }

    /// The account's address.
    static String text(Account account) {
        return Addresses.address(account.entry().name().text(), account.domain().text());
    }

    @Override
    public boolean test(String address) {
        return AliasTrail.of(address, aliases).addresses().stream()
                .anyMatch(at -> at.equalsIgnoreCase(account) || at.equalsIgnoreCase(recipient));
    }
}
