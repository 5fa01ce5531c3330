package epostadm.mailstore.journal;

import java.util.Locale;
import java.util.Optional;

/// How far a change has come; each state is on disk before what it announces begins.
public enum ChangeState {
    /// Its parts are being written beside the store, which is untouched.
    PREPARING,
    /// Its journal is whole; steps are being applied.
    APPLYING,
    DONE,
    /// Steps are being taken back.
    UNDOING,
    UNDONE,
    /// Done, and what it took away is deleted for good: there is no way back.
    PURGED;

    /// Whether a crash has left it so, and it must be resumed or undone.
    public boolean open() {
        return this == PREPARING || this == APPLYING || this == UNDOING;
    }

    /// The word that stands in the change's `state` file.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChangeState> parse(String word) {
        for (ChangeState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
