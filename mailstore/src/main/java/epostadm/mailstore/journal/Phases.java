package epostadm.mailstore.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Splits the steps of a change into phases, in each of which no name is touched twice.
///
/// Within a phase each name alone tells whether its step has happened. Between phases the disk is forced and the
/// number of the phase is written down, so that a name that is used again is never taken for what it was before.
final class Phases {

    private final List<List<ChangeStep>> phases = new ArrayList<>();
    private List<ChangeStep> current = new ArrayList<>();
    /// Names that a step of the current phase makes, moves or takes away.
    private final Set<String> touched = new HashSet<>();
    /// Directories above them.
    private final Set<String> above = new HashSet<>();

    private Phases() {}

    static List<List<ChangeStep>> of(List<ChangeStep> steps) {
        Phases phases = new Phases();
        steps.forEach(phases::add);
        phases.close();
        return phases.phases;
    }

    private void add(ChangeStep step) {
        if (names(step).stream().anyMatch(this::meets)) {
            close();
        }
        current.add(step);
        // A directory that is made does not get in the way of what is put into it: both names tell on their own.
        if (!(step instanceof ChangeStep.MakeDirectory)) {
            touched.addAll(names(step));
        }
        names(step).forEach(this::noteAbove);
    }

    private void close() {
        if (!current.isEmpty()) {
            phases.add(List.copyOf(current));
        }
        current = new ArrayList<>();
        touched.clear();
        above.clear();
    }

    /// Whether a step of the phase touches the name, something above it or something below it.
    private boolean meets(String name) {
        if (touched.contains(name) || above.contains(name)) {
            return true;
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            if (touched.contains(name.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private void noteAbove(String name) {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            above.add(name.substring(0, slash));
        }
    }

    private static List<String> names(ChangeStep step) {
        return step instanceof ChangeStep.Move move ? List.of(move.from(), move.path()) : List.of(step.path());
    }
}
