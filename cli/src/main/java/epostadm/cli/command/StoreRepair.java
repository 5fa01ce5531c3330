package epostadm.cli.command;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.check.Scope;
import epostadm.mailstore.check.Severity;
import epostadm.mailstore.repair.RepairPlan;
import epostadm.mailstore.repair.RepairPlanner;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `store repair`: what `store inspect` finds and a program can put right, as one change; what it cannot is left.
final class StoreRepair implements Subcommand {

    @Option(names = "--only", paramLabel = "ID[,ID...]")
    private List<String> only = new ArrayList<>();

    @Option(names = "--account", paramLabel = "PATTERN")
    private Optional<String> account = Optional.empty();

    @Option(names = "--deep")
    private boolean deep;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        Scope scope = new Scope(invocation.domain(), account.map(NamePattern::new), deep ? Depth.BYTES : Depth.SIZES);
        FindingFilter filter = new FindingFilter(FindingIds.all(only, invocation), List.of(), Severity.NOTE);
        RepairPlanner planner = new RepairPlanner(store, scope, filter, invocation.clock(), invocation.progress());
        String subject = account.orElseGet(() ->
                String.join(" ", store.domains().stream().map(Object::toString).toList()));
        if (invocation.dryRun()) {
            Interrupted.warn(store, invocation);
            RepairPlan plan = planner.plan(subject);
            RepairReport.tell(plan, Optional.empty(), invocation);
            invocation.note("change.dry-run");
            return code(plan, List.of());
        }
        Cancellation cancellation = invocation.cancellation();
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                ExclusiveStore.Services.STOPPED_WHERE_NEEDED,
                invocation.holder(),
                invocation.clock(),
                invocation.progress(),
                cancellation::requested)) {
            Interrupted.sayWhoDied(exclusive, invocation);
            Interrupted.sayUntouched(store, invocation);
            exclusive.refuseIfInterrupted();
            return repair(exclusive, planner, planner.plan(subject), invocation);
        }
    }

    private static ExitCode repair(ExclusiveStore store, RepairPlanner planner, RepairPlan plan, Invocation invocation)
            throws IOException, Refusal {
        if (plan.change().steps().isEmpty()) {
            RepairReport.tell(plan, Optional.empty(), invocation);
            invocation.note("change.nothing");
            return code(plan, List.of());
        }
        if (plan.needsRest()) {
            store.requireStopped();
        }
        invocation.confirm(invocation.text(
                "ask.repair", plan.cured().count(), plan.change().steps().size()));
        invocation.cancellation().begin();
        String id = store.execute(plan.change());
        List<Finding> still = planner.stillThere(plan);
        RepairReport.tell(plan, Optional.of(id), invocation);
        still.forEach(
                finding -> invocation.warn("repair.still-there", finding.kind().id(), finding.place()));
        invocation.note("change.made", id);
        return code(plan, still);
    }

    private static ExitCode code(RepairPlan plan, List<Finding> still) {
        boolean left = plan.left().anyMatch(repair -> repair.finding().severity() != Severity.NOTE);
        return left || !still.isEmpty() ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
