package epostadm.server.login;

import epostadm.server.sasl.Challenges;
import epostadm.server.sasl.Credentials;
import epostadm.server.sasl.SaslExchange;
import epostadm.server.sasl.SaslMechanism;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Where connections come to log in; one for the whole server.
public final class LoginDesk {

    private final Logins logins;
    private final Throttle throttle;
    private final InstantSource clock;
    private final SecureRandom random;
    private final String host;
    private final Fingerprints fingerprints;

    /// @param host this server's name, which challenges show
    public LoginDesk(Logins logins, Throttle throttle, InstantSource clock, SecureRandom random, String host) {
        this.logins = logins;
        this.throttle = throttle;
        this.clock = clock;
        this.random = random;
        this.host = host;
        this.fingerprints = new Fingerprints(random);
    }

    /// What one connection asks.
    public ClientLogins client(InetAddress address) {
        return new ClientLogins(this, logins, throttle, address);
    }

    /// This server's name, which challenges show.
    public String host() {
        return host;
    }

    /// A new timestamp for a greeting. RFC 1939 section 7.
    public String timestamp() {
        return Challenges.messageId(random, host);
    }

    /// Whether somebody's password is known in clear, so that digests of it can be checked.
    public boolean clearPasswordsKnown() {
        return logins.clearPasswordsKnown();
    }

    SaslExchange exchange(SaslMechanism mechanism, Credentials credentials) {
        return SaslExchange.of(mechanism, credentials, random, host);
    }

    Fingerprints fingerprints() {
        return fingerprints;
    }

    InstantSource clock() {
        return clock;
    }
}
