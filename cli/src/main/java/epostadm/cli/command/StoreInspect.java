package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.FindingFilter;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.check.Scope;
import epostadm.mailstore.check.Severity;
import epostadm.mailstore.check.StoreCheck;
import epostadm.mailstore.check.StoreReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `store inspect`: what is in a store, and what is wrong with it; changes nothing.
final class StoreInspect implements Subcommand {

    @Option(names = "--account", paramLabel = "PATTERN")
    private Optional<String> account = Optional.empty();

    @Option(names = "--deep")
    private boolean deep;

    @Option(names = "--only", paramLabel = "ID[,ID...]")
    private List<String> only = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "ID[,ID...]")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--min-severity", paramLabel = "note|warning|error")
    private Optional<Severity> least = Optional.empty();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        Scope scope = new Scope(invocation.domain(), account.map(NamePattern::new), deep ? Depth.BYTES : Depth.SIZES);
        StoreCheck check = StoreCheck.open(invocation.store().work(), scope, invocation.clock());
        if (account.isPresent() && check.mailboxes() == 0) {
            throw new Refusal(ExitCode.USAGE, invocation.text("inspect.no-match", account.get()));
        }
        FindingFilter filter = new FindingFilter(
                FindingIds.all(only, invocation), FindingIds.all(skip, invocation), least.orElse(Severity.NOTE));
        StoreReport report = invocation.tellsRows()
                ? InspectionRows.of(check, filter, invocation)
                : InspectionText.of(check, filter, !only.isEmpty() || least.isPresent(), invocation);
        return report.totals().troubled() ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
