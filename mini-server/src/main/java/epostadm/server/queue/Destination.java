package epostadm.server.queue;

import epostadm.mailstore.store.Account;

/// Where a recipient's mail goes, once aliases have been followed.
sealed interface Destination {

    record Inside(Account account) implements Destination {}

    /// @param address whom to name to the other server
    /// @param domain the part behind its `@`, in lower case
    record Outside(String address, String domain) implements Destination {}

    record Nowhere(Outcome outcome) implements Destination {}
}
