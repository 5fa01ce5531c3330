package epostadm.server.pop3.session;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Maildrop;
import epostadm.mailstore.store.MaildropMessage;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// RFC 1939 section 3.
sealed interface SessionState {

    /// @param user what USER said
    record Authorization(Optional<String> user) implements SessionState {}

    /// @param deleted indexes of messages that QUIT will delete
    record Transaction(Account account, Maildrop maildrop, BitSet deleted, LockKeeper keeper) implements SessionState {

        List<MaildropMessage> messages() {
            return maildrop.messages();
        }

        /// The message of that number, unless it is marked as deleted.
        MaildropMessage message(int number) throws Pop3RefusedException {
            if (number > messages().size()) {
                throw new Pop3RefusedException(Pop3Refusal.NO_SUCH_MESSAGE);
            }
            if (deleted.get(number - 1)) {
                throw new Pop3RefusedException(Pop3Refusal.DELETED);
            }
            return messages().get(number - 1);
        }
    }

    record Ended() implements SessionState {}
}
