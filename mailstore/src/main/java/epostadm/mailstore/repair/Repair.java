package epostadm.mailstore.repair;

import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.MailboxPlace;
import epostadm.mailstore.journal.PlannedStep;
import java.util.List;
import java.util.Optional;

/// A finding, and what is done about it: steps, or the reason why it is left, or both where a part is left.
///
/// @param mailbox whose it is, where it is about a mailbox
/// @param folder the folder's name, else the empty text
/// @param steps what is done, in order
public record Repair(
        Finding finding,
        Optional<MailboxPlace> mailbox,
        String folder,
        Cure cure,
        List<PlannedStep> steps,
        Optional<Cure.Why> left) {

    public Repair {
        steps = List.copyOf(steps);
    }

    /// Whether something is done.
    public boolean cures() {
        return !steps.isEmpty();
    }
}
