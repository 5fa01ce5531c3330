package epostadm.cli.command;

import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.journal.ChangeState;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.Optional;

/// Tells of a change that a crash has cut short, whatever command comes next.
final class Interrupted {

    private Interrupted() {}

    /// For commands that only read: a warning.
    static void warn(MailStore store, Invocation invocation) throws IOException {
        Optional<ChangeSummary> open = store.changes().open();
        if (open.isPresent()) {
            invocation.warn(
                    open.get().state() == ChangeState.PREPARING ? "interrupted.preparing" : "interrupted.open",
                    open.get().id());
        }
    }

    /// For commands that change: a change that was cut short before it touched the store is discarded, not resumed.
    static void sayUntouched(MailStore store, Invocation invocation) throws IOException {
        Optional<ChangeSummary> open = store.changes().open();
        if (open.isPresent() && open.get().state() == ChangeState.PREPARING) {
            invocation.warn("interrupted.discarded", open.get().id());
        }
    }

    static void sayWhoDied(ExclusiveStore store, Invocation invocation) {
        store.leftBy().ifPresent(holder -> invocation.detail("interrupted.lock-left", holder));
    }
}
