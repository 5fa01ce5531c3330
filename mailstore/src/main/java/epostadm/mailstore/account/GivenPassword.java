package epostadm.mailstore.account;

import java.util.Optional;
import java.util.function.Function;

/// The password that an import line gives: in clear, already in stored form as our own export writes it, or stars
/// for the one that the account has.
public sealed interface GivenPassword {

    /// The password itself, where the line has it.
    default Optional<String> clear() {
        return switch (this) {
            case Clear(String text) -> Optional.of(text);
            case Stored(Password password) -> password.clear();
            case Kept(Password password) -> password.clear();
        };
    }

    /// In the form in which it is stored, which `hash` makes of a clear one.
    default Password stored(Function<String, Password> hash) {
        return switch (this) {
            case Clear(String text) -> hash.apply(text);
            case Stored(Password password) -> password;
            case Kept(Password password) -> password;
        };
    }

    /// Never shows its text in [#toString()].
    record Clear(String text) implements GivenPassword {
        public Clear {
            Password.flaw(text).ifPresent(flaw -> {
                throw new IllegalArgumentException("not a password (" + flaw + ")");
            });
        }

        @Override
        public String toString() {
            return "*****";
        }
    }

    record Stored(Password password) implements GivenPassword {}

    /// The password that the store has, also where `apop.dat` has another, which is to stay.
    record Kept(Password password) implements GivenPassword {}
}
