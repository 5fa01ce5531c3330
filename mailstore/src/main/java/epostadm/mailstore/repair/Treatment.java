package epostadm.mailstore.repair;

import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is gathered while one cure is planned.
final class Treatment {

    final List<PlannedStep> steps = new ArrayList<>();
    final List<Proof.Text> proofs = new ArrayList<>();
    private Optional<Cure.Why> left = Optional.empty();

    private boolean shared;

    /// Something is left; the first reason counts.
    void leave(Cure.Why why) {
        if (left.isEmpty()) {
            left = Optional.of(why);
        }
    }

    /// What it takes is among the steps of another cure.
    void shares() {
        shared = true;
    }

    boolean cures() {
        return shared || !steps.isEmpty();
    }

    Optional<Cure.Why> left() {
        return left;
    }
}
