package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.stats.AccountGrowth;
import epostadm.mailstore.stats.Growth;
import epostadm.mailstore.stats.StatsHistory;
import epostadm.mailstore.stats.StatsRun;
import epostadm.mailstore.stats.StatsScope;
import epostadm.mailstore.stats.StoreUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `store stats`: where the space is, and how it grew since the last time.
final class StoreStats implements Subcommand {

    private static final int MOST = 1_000;

    @Option(names = "--account", paramLabel = "PATTERN")
    private Optional<String> account = Optional.empty();

    @Option(names = "--largest", paramLabel = "N")
    private int largest = 10;

    @Option(names = "--no-record")
    private boolean noRecord;

    /// What is measured, and beside it what was found before.
    record Question(Path work, StatsScope scope, Instant now, List<StatsRun> earlier, AccountGrowth accounts) {

        /// Of the store or a domain: what some of the accounts held together, no earlier look tells.
        Optional<Growth> growth(StoreUse use) {
            return scope.accounts().isPresent() ? Optional.empty() : Growth.of(earlier, use, scope.domain());
        }
    }

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        if (largest < 1 || largest > MOST) {
            throw new Refusal(ExitCode.USAGE, invocation.text("stats.none", largest));
        }
        Path work = invocation.store().work();
        Optional<NamePattern> accounts = account.map(NamePattern::new);
        StatsScope scope = new StatsScope(invocation.domain(), accounts, largest);
        StatsHistory history = StatsHistory.of(work);
        Instant now = invocation.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        AccountGrowth growth = AccountGrowth.of(work, largest);
        Question question = new Question(work, scope, now, history.read(), growth);
        StoreUse use = switch (invocation.output()) {
            case TEXT -> StatsText.of(question, invocation);
            case HTML -> StatsPage.of(question, invocation);
            case JSON, CSV -> StatsRows.of(question, invocation);
        };
        if (scope.whole() && !noRecord && use.unreadableCount() == 0) {
            record(history, StatsRun.of(use, now), growth, invocation);
        }
        if (use.unreadableCount() == 0) {
            return ExitCode.OK;
        }
        invocation.warn(
                "stats.unreadable", use.unreadableCount(), use.unreadable().getFirst());
        return ExitCode.FINDINGS;
    }

    /// A store that cannot be written can be measured all the same.
    private static void record(StatsHistory history, StatsRun run, AccountGrowth accounts, Invocation invocation) {
        try {
            accounts.keep(run.at());
            history.add(run);
        } catch (IOException e) {
            invocation.warn("stats.not-recorded", e.getMessage());
        }
    }
}
