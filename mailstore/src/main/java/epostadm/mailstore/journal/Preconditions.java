package epostadm.mailstore.journal;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks before anything is resumed or undone whether the disk is as the change left it.
final class Preconditions {

    private final ChangeDirectory change;
    private final StepRunner runner;
    private final List<ChangeStep> done = new ArrayList<>();
    private final List<ChangeStep> toDo = new ArrayList<>();
    private final Set<String> conflicts = new HashSet<>();

    /// @param status where the change stands
    Preconditions(ChangeDirectory change, List<List<ChangeStep>> phases, ChangeStatus status, StepRunner runner)
            throws IOException {
        this.change = change;
        this.runner = runner;
        int atWork = status.state() == ChangeState.DONE ? phases.size() : status.phase();
        for (int i = 0; i < Math.min(atWork, phases.size()); i++) {
            done.addAll(phases.get(i));
        }
        if (atWork < phases.size()) {
            look(phases.get(atWork));
        }
        for (int i = atWork + 1; i < phases.size(); i++) {
            toDo.addAll(phases.get(i));
        }
    }

    /// Refuses where a step that is still to be done cannot be: something else bears its name, or is missing.
    void requireResumable() throws IOException {
        Foresight foresight = new Foresight(change);
        for (ChangeStep step : toDo) {
            if (!foresight.apply(step)) {
                conflicts.add(step.path());
            }
        }
        refuse();
    }

    /// Refuses where a step that is done cannot be taken back: a name is missing or taken again, or something that
    /// the change brought has been altered since, which undoing would lose.
    void requireUndoable() throws IOException {
        Foresight foresight = new Foresight(change);
        for (ChangeStep step : done.reversed()) {
            if (!foresight.undo(step)) {
                conflicts.add(step.path());
            }
        }
        refuse();
    }

    private void look(List<ChangeStep> phase) throws IOException {
        for (ChangeStep step : phase) {
            switch (runner.state(step)) {
                case DONE -> done.add(step);
                case CONFLICT -> conflicts.add(step.path());
                case TO_DO -> toDo.add(step);
            }
        }
    }

    private void refuse() throws RefusedException {
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.ChangeConflict(
                    change.id(), conflicts.stream().sorted().toList()));
        }
    }
}
