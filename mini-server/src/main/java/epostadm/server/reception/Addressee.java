package epostadm.server.reception;

import epostadm.mailstore.store.Account;
import epostadm.server.smtp.SmtpAddress;

/// Where an address leads, aliases followed.
sealed interface Addressee {

    /// Of one of our domains; taken whether there is such an account or not. RFC 5321 section 4.5.1.
    record Postmaster() implements Addressee {}

    record Here(Account account) implements Addressee {}

    /// @param aliased whether an alias of ours led there
    record Elsewhere(SmtpAddress address, boolean aliased) implements Addressee {}

    /// An address of ours that is nobody's.
    record Unknown() implements Addressee {}

    /// Of a domain of ours whose accounts nobody can tell now.
    record Away() implements Addressee {}

    /// Aliases that lead round in circles.
    record Circle() implements Addressee {}
}
