package epostadm.server.sasl;

import epostadm.mailstore.store.Account;
import epostadm.server.sasl.SaslStep.Failure;
import epostadm.server.sasl.SaslStep.Failure.Reason;
import java.io.IOException;
import java.util.Optional;

/// A mechanism at work: the bytes of a response in, the next step out.
sealed interface Dialogue permits PlainDialogue, LoginDialogue, CramMd5Dialogue, ScramDialogue {

    /// What is said where the client has not begun; empty where it should have.
    default SaslStep.Challenge opening() {
        return new SaslStep.Challenge("");
    }

    /// Whether the command may have brought the first response.
    default boolean clientMayBegin() {
        return true;
    }

    SaslStep next(byte[] response) throws IOException, SaslSyntaxException;

    /// The name that the client gave so far.
    String name();

    /// The end: success where there is an account.
    default SaslStep verdict(Optional<Account> account) {
        return account.<SaslStep>map(SaslStep.Success::new).orElseGet(() -> new Failure(Reason.REFUSED, name()));
    }
}
