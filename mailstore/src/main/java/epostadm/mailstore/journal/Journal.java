package epostadm.mailstore.journal;

import java.util.List;

/// A change's journal: JSON lines, the header first, then a line for each step, then the number of steps, by which
/// a torn journal is told from a whole one.
record Journal(JournalHeader header, List<ChangeStep> steps) {

    Journal {
        steps = List.copyOf(steps);
    }

    List<List<ChangeStep>> phases() {
        return Phases.of(steps);
    }
}
