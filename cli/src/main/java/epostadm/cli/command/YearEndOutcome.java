package epostadm.cli.command;

import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.journal.Proof;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.Verification;
import epostadm.mailstore.yearend.YearEnd;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What came of a change-over that did not fail.
///
/// @param change its id, or nothing where there was nothing to change
/// @param mailboxes those with mail whose mail was proven to be there afterwards, with its sums
/// @param deviations of the store from the file; not known before the vendor's program has imported it
record YearEndOutcome(
        Optional<String> change,
        long mailboxes,
        long messages,
        long bytes,
        Optional<List<Verification.Found>> deviations) {

    YearEndOutcome {
        deviations = deviations.map(List::copyOf);
    }

    /// Looks at the store again.
    static YearEndOutcome of(MailStore store, ImportText text, YearEnd.Ready ready, Optional<String> change)
            throws IOException {
        long mailboxes = 0;
        long messages = 0;
        long bytes = 0;
        for (Proof proof : ready.change().proofs()) {
            if (proof instanceof Proof.Mailboxes proven) {
                mailboxes += proven.mailboxes();
                messages += proven.messages();
                bytes += proven.bytes();
            }
        }
        Optional<List<Verification.Found>> deviations = ready.plan().vendorManaged()
                ? Optional.empty()
                : Optional.of(new Verification(store, ready.plan().domain()).compare(text));
        return new YearEndOutcome(change, mailboxes, messages, bytes, deviations);
    }
}
