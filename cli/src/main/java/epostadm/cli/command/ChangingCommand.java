package epostadm.cli.command;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.Optional;

/// A command that changes the store: plan, show, ask, make, say how to undo. A dry run is the same without the
/// making.
abstract class ChangingCommand implements Subcommand {

    /// What is to be done, looked up in the store while no other process can change it.
    abstract Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal;

    /// What is left to do when the change is made, still under the lock.
    void afterwards(ExclusiveStore store, String change, Invocation invocation) throws IOException {}

    /// What a server may do meanwhile.
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.MAY_RUN;
    }

    /// The question where it is put before [#keepStill] begins, so that nobody else waits for the answer. Then the
    /// change is planned anew, and refused where it is another one by now.
    Optional<String> earlyQuestion(MailStore store, Invocation invocation) throws IOException, Refusal {
        return Optional.empty();
    }

    /// A last look before the change is made: whoever was asked may have taken long to answer.
    void beforehand(Invocation invocation) throws IOException, Refusal {}

    /// What else is to be kept still from before the change is planned until it is made.
    java.io.Closeable keepStill(MailStore store, Invocation invocation) throws IOException, Refusal {
        return () -> {};
    }

    @Override
    public final ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        if (invocation.dryRun()) {
            Interrupted.warn(store, invocation);
            Proposal proposal = propose(store, invocation);
            tell(proposal, Optional.empty(), invocation);
            invocation.note("change.dry-run");
            return proposal.code();
        }
        Cancellation cancellation = invocation.cancellation();
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                services(),
                invocation.holder(),
                invocation.clock(),
                invocation.progress(),
                cancellation::requested)) {
            Interrupted.sayWhoDied(exclusive, invocation);
            Interrupted.sayUntouched(store, invocation);
            exclusive.refuseIfInterrupted();
            Optional<String> agreed = invocation.asks() ? earlyQuestion(store, invocation) : Optional.empty();
            if (agreed.isPresent()) {
                invocation.confirm(agreed.get());
            }
            try (java.io.Closeable _ = keepStill(store, invocation)) {
                return make(exclusive, propose(store, invocation), agreed, invocation);
            }
        }
    }

    private ExitCode make(ExclusiveStore exclusive, Proposal proposal, Optional<String> agreed, Invocation invocation)
            throws IOException, Refusal {
        if (proposal.change().steps().isEmpty()) {
            tell(proposal, Optional.empty(), invocation);
            invocation.note("change.nothing");
            return proposal.code();
        }
        if (proposal.question().isPresent() && !proposal.question().equals(agreed)) {
            invocation.confirm(proposal.question().get());
        }
        beforehand(invocation);
        invocation.cancellation().begin();
        String id = exclusive.execute(proposal.change());
        afterwards(exclusive, id, invocation);
        tell(proposal, Optional.of(id), invocation);
        invocation.note("change.made", id);
        return proposal.code();
    }

    /// Shows what is to be done, or was.
    ///
    /// @param id of the change that was made, if one was
    void tell(Proposal proposal, Optional<String> id, Invocation invocation) throws IOException, Refusal {
        Proposal.Table table = proposal.table();
        try (Report report = invocation.table(table.name(), table.columns().toArray(String[]::new))) {
            table.content().tell(report);
            report.fact("change", id.<Cell>map(Cell::text).orElse(Cell.absent()));
        }
    }
}
