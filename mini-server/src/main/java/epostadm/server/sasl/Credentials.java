package epostadm.server.sasl;

import epostadm.mailstore.store.Account;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/// Knows passwords, and says whose a name and a proof are. Unknown names are answered as wrong passwords are.
public interface Credentials {

    /// The account whose name and password these are, if it may log in and act under that name.
    ///
    /// @param authorization whom the client wants to be; empty for itself
    Optional<Account> byPassword(String name, String password, String authorization) throws IOException;

    /// The account of that name, if it may log in, its password is known in the clear, and `right` holds for it.
    Optional<Account> byProof(String name, Predicate<String> right) throws IOException;

    /// What a proof of SCRAM by that name is to be checked against; a decoy where it is nobody's.
    ScramSecret scram(String name) throws IOException;

    /// Said before a proof of SCRAM is computed: from here on the time of the answer counts.
    default void scramProofArrived() {}

    /// The account of a secret that [#scram(String)] gave, if the proof was right and it may log in and act under
    /// that name.
    ///
    /// @param authorization whom the client wants to be; empty for itself
    Optional<Account> byScram(ScramSecret secret, boolean right, String authorization) throws IOException;
}
