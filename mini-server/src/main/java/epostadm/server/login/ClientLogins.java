package epostadm.server.login;

import epostadm.mailstore.store.Account;
import epostadm.server.sasl.Credentials;
import epostadm.server.sasl.Digests;
import epostadm.server.sasl.SaslExchange;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.sasl.ScramSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// The logins of one connection, slowed down and locked out as the [Throttle] says. Not for several threads at
/// once.
///
/// After a refusal the session waits for [#pause()] before it answers. That time runs from the beginning of the
/// attempt, so that how long the check took cannot be seen from outside.
public final class ClientLogins {

    private final LoginDesk desk;
    private final Logins logins;
    private final Throttle throttle;
    private final InetAddress address;
    private final Credentials attempts = new Attempts();
    private Instant answerDue = Instant.MIN;

    ClientLogins(LoginDesk desk, Logins logins, Throttle throttle, InetAddress address) {
        this.desk = desk;
        this.logins = logins;
        this.throttle = throttle;
        this.address = address;
    }

    /// Whether nobody may log in from this address at the moment. Logins are then refused without being looked at.
    public boolean lockedOut() {
        return throttle.lockedOut(address);
    }

    /// The account whose name and password these are, if it may log in.
    public Optional<Account> login(String name, String password) throws IOException {
        return attempts.byPassword(name, password, "");
    }

    /// The account of that name that knows APOP's digest of the timestamp in our greeting. RFC 1939 section 7.
    public Optional<Account> apop(String name, String timestamp, String digest) throws IOException {
        return attempts.byProof(name, clear -> Digests.apop(timestamp, clear, digest));
    }

    /// A new exchange of that mechanism.
    public SaslExchange sasl(SaslMechanism mechanism) {
        return desk.exchange(mechanism, attempts);
    }

    /// Whether a session of this account may go on: the account is there and not suspended.
    public boolean stillAllowed(Account account) {
        return logins.stillAllowed(account);
    }

    /// Whether it is still the very account that the client has proven to be.
    public boolean unchanged(Account account) {
        return logins.unchanged(account);
    }

    /// How long the answer to the last refusal has still to wait.
    public Duration pause() {
        Duration left = answerDue.equals(Instant.MIN)
                ? Duration.ZERO
                : Duration.between(desk.clock().instant(), answerDue);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// The store's passwords behind the throttle.
    private final class Attempts implements Credentials {

        @Override
        public Optional<Account> byPassword(String name, String password, String authorization) throws IOException {
            begin();
            String account = logins.canonical(name);
            boolean locked = throttle.lockedOut(address, account);
            Optional<Account> found = locked ? Optional.empty() : logins.byPassword(name, password, authorization);
            return end(account, desk.fingerprints().of(account, password), found);
        }

        @Override
        public Optional<Account> byProof(String name, Predicate<String> right) throws IOException {
            begin();
            String account = logins.canonical(name);
            boolean locked = throttle.lockedOut(address, account);
            return end(account, "", locked ? Optional.empty() : logins.byProof(name, right));
        }

        @Override
        public ScramSecret scram(String name) throws IOException {
            return logins.scram(name);
        }

        @Override
        public Optional<Account> byScram(ScramSecret secret, boolean right, String authorization) {
            String account = logins.canonical(secret.name());
            boolean locked = throttle.lockedOut(address, account);
            return end(account, "", locked ? Optional.empty() : logins.byScram(secret, right, authorization));
        }

        @Override
        public void scramProofArrived() {
            begin();
        }

        private void begin() {
            answerDue = desk.clock().instant().plus(throttle.pause(address));
        }

        /// @param fingerprint of name and password; empty where no password was seen
        private Optional<Account> end(String account, String fingerprint, Optional<Account> found) {
            if (found.isPresent()) {
                answerDue = Instant.MIN;
                throttle.succeeded(address, account);
            } else {
                throttle.failed(address, account, fingerprint);
            }
            return found;
        }
    }
}
