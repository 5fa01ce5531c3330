package epostadm.server.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.store.Account;
import java.util.Base64;

/// What the server does next in a [SaslExchange].
public sealed interface SaslStep {

    /// Send this challenge, and give the answer to [SaslExchange#next(String)].
    record Challenge(String text) implements SaslStep {

        /// The challenge as it goes over the wire; empty where the client is to speak first.
        public String base64() {
            return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        }
    }

    /// The client is who it says. Whether the protocol is switched on for the account is not asked here.
    record Success(Account account) implements SaslStep {}

    /// @param name the name that the client gave, fit to be logged; empty where it gave none
    record Failure(Reason reason, String name) implements SaslStep {

        private static final int LONGEST_NAME = 100;

        /// Why a client is not let in.
        public enum Reason {
            /// What the client sent does not follow the mechanism's rules, or is no base64.
            MALFORMED,
            /// The client sent `*`.
            CANCELLED,
            /// Wrong password, unknown name, suspended or locked out: never told apart.
            REFUSED
        }

        public Failure {
            name = name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        }
    }
}
