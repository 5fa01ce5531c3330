package epostadm.server.sasl;

import epostadm.mailstore.account.ScramVerifier;
import epostadm.mailstore.store.Account;
import java.util.Optional;
import java.util.function.Supplier;

/// What the server knows for one exchange of SCRAM. The keys are asked for only when the client's proof is there:
/// to derive them from a clear password costs time, which the answer to a mere name must not take.
public final class ScramSecret {

    private final String name;
    private final int iterations;
    private final byte[] salt;
    private final Supplier<ScramVerifier> keys;
    private final Optional<Account> account;

    /// @param account whose it is; nobody's for a decoy
    public ScramSecret(
            String name, int iterations, byte[] salt, Supplier<ScramVerifier> keys, Optional<Account> account) {
        this.name = name;
        this.iterations = iterations;
        this.salt = salt.clone();
        this.keys = keys;
        this.account = account;
    }

    public String name() {
        return name;
    }

    public Optional<Account> account() {
        return account;
    }

    int iterations() {
        return iterations;
    }

    byte[] salt() {
        return salt.clone();
    }

    ScramVerifier keys() {
        return keys.get();
    }
}
