package epostadm.server.pop3.session;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Maildrop;
import java.util.BitSet;
import java.util.Optional;

/// RFC 1939 section 3.
sealed interface SessionState {

    /// @param user what USER said
    record Authorization(Optional<String> user) implements SessionState {}

    /// @param deleted indexes of messages that QUIT will delete
    record Transaction(Account account, Maildrop maildrop, BitSet deleted) implements SessionState {}

    record Ended() implements SessionState {}
}
