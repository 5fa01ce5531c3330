package epostadm.mailstore.repair;

import epostadm.mailstore.journal.ChangePlan;
import java.util.List;
import java.util.stream.Stream;

/// What a repair does about each finding, and the change that does it.
public record RepairPlan(List<Repair> repairs, ChangePlan change) {

    public RepairPlan {
        repairs = List.copyOf(repairs);
    }

    /// Those of which something is done.
    public Stream<Repair> cured() {
        return repairs.stream().filter(Repair::cured);
    }

    /// Those that a person must look at.
    public Stream<Repair> left() {
        return repairs.stream().filter(repair -> repair.left().isPresent());
    }

    /// Whether the server must not serve the store meanwhile.
    public boolean needsRest() {
        return cured().anyMatch(repair -> repair.cure() instanceof Cure.RepairStep step && step.needsRest());
    }
}
