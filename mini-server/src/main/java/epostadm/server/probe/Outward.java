package epostadm.server.probe;

import java.util.List;
import java.util.Optional;

/// Whether the line lets connections out to port 25 (providers that do not: OP25B), told apart from hosts that are
/// dead.
enum Outward {
    FREE,
    BLOCKED,
    /// Nobody answered anywhere, or too few were asked.
    UNTOLD;

    /// @param targets at port 25, each another address
    /// @param reference a host that is known to take mail, at port 25
    /// @param lives whether one of the targets answered at another port
    static Outward of(List<Reach> targets, Optional<Reach> reference, boolean lives) {
        if (targets.contains(Reach.OPEN) || reference.filter(Reach.OPEN::equals).isPresent()) {
            return FREE;
        }
        if (reference.isPresent() && reference.get() != Reach.NO_ROUTE) {
            return BLOCKED;
        }
        List<Reach> told =
                targets.stream().filter(reach -> reach != Reach.NO_ROUTE).toList();
        if (told.isEmpty() || !lives) {
            return UNTOLD;
        }
        // A single host that refuses has most likely no server running; two of them at once are no accident.
        boolean silent = told.stream().allMatch(Reach.SILENT::equals);
        return silent || told.size() > 1 ? BLOCKED : FREE;
    }
}
