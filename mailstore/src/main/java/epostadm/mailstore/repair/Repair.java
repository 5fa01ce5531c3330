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
/// @param cured whether something is done
/// @param steps what is done, in order; none where another repair's steps do it
public record Repair(
        Finding finding,
        Optional<MailboxPlace> mailbox,
        String folder,
        Cure cure,
        boolean cured,
        List<PlannedStep> steps,
        Optional<Cure.Why> left) {

    public Repair {
        steps = List.copyOf(steps);
    }

    /// The same with other steps.
    Repair with(List<PlannedStep> other) {
        return new Repair(finding, mailbox, folder, cure, !other.isEmpty(), other, left);
    }
}
