package epostadm.mailstore.account;

import java.util.Optional;

/// The password that an import line gives: in clear, or already in stored form as our own export writes it.
public sealed interface GivenPassword {

    /// The password itself, where the line has it.
    default Optional<String> clear() {
        return switch (this) {
            case Clear(String text) -> Optional.of(text);
            case Stored(Password password) -> password.clear();
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
}
