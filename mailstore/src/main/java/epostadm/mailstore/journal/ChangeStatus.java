package epostadm.mailstore.journal;

import java.util.Optional;

/// What the `state` file of a change says: its state, and while steps are applied or taken back the phase at work.
///
/// Phases before it are done, those after it are not begun.
record ChangeStatus(ChangeState state, int phase) {

    static ChangeStatus of(ChangeState state) {
        return new ChangeStatus(state, 0);
    }

    String line() {
        return state.word() + " " + phase + "\n";
    }

    static Optional<ChangeStatus> parse(String line) {
        String[] words = line.strip().split(" ");
        if (words.length != 2 || words[1].length() > 6 || !words[1].chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return ChangeState.parse(words[0]).map(state -> new ChangeStatus(state, Integer.parseInt(words[1])));
    }
}
