package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.journal.ChangeDetails;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.store.MailStore;
import java.io.Closeable;
import java.io.IOException;

/// What can become of a change that is recorded: it is taken back, brought to its end, or made final.
abstract class ChangeEnding implements Subcommand {

    /// Which change.
    abstract String id(MailStore store, Invocation invocation) throws IOException, Refusal;

    abstract void end(ExclusiveStore store, String id) throws IOException;

    /// The word under which the question stands among the texts: `ask.changes-WORD`.
    abstract String key();

    /// What a server may do meanwhile.
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.STOPPED;
    }

    /// What else is to be kept still until the end.
    Closeable keepStill(MailStore store, Invocation invocation) throws IOException, Refusal {
        return () -> {};
    }

    @Override
    public final ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        String id = id(store, invocation);
        ChangeSummary change = store.changes().details(id).summary();
        if (invocation.dryRun()) {
            tell(store, id, invocation);
            invocation.note("change.dry-run");
            return ExitCode.OK;
        }
        invocation.confirm(invocation.text("ask.changes-" + key(), change.id(), change.kind(), change.subject()));
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                        store,
                        services(),
                        invocation.holder(),
                        invocation.clock(),
                        invocation.progress(),
                        epostadm.mailstore.task.Cancellation.NONE);
                Closeable _ = keepStill(store, invocation)) {
            invocation.cancellation().begin();
            end(exclusive, id);
        }
        tell(store, id, invocation);
        return ExitCode.OK;
    }

    private static void tell(MailStore store, String id, Invocation invocation) throws IOException {
        try (Report report = invocation.facts()) {
            ChangeDetails details;
            try {
                details = store.changes().details(id);
            } catch (epostadm.mailstore.refusal.RefusedException e) {
                report.fact("change", Cell.text(id));
                report.fact("changeState", Cell.word("discarded", invocation.text("state.discarded")));
                return;
            }
            report.fact("change", Cell.text(id));
            report.fact("kind", Cell.text(details.summary().kind()));
            report.fact("subject", Cell.text(details.summary().subject()));
            report.fact("changeState", Tokens.cell(details.summary().state(), "state", invocation.messages()));
        }
    }
}
