package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.tally.LogSummary;
import epostadm.mailstore.tally.Sign;
import epostadm.mailstore.tally.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// `logs summary`: what the logs say in numbers, and what looks like abuse.
final class LogsSummary extends LogsCommand {

    /// What a row of numbers is about.
    enum Span {
        DAY,
        HOUR
    }

    @Option(names = "--by", paramLabel = "day|hour", defaultValue = "day")
    private Span by = Span.DAY;

    @Option(names = "--top", paramLabel = "COUNT", defaultValue = "10")
    private int top;

    @Option(names = "--sudden", paramLabel = "COUNT", defaultValue = "100")
    private int sudden;

    @Option(names = "--places", paramLabel = "COUNT", defaultValue = "5")
    private int places;

    @Option(names = "--guesses", paramLabel = "COUNT", defaultValue = "20")
    private int guesses;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        require("--top", top, invocation);
        require("--sudden", sudden, invocation);
        require("--places", places, invocation);
        require("--guesses", guesses, invocation);
        LogPeriod period = period(invocation);
        MailStore store = invocation.store();
        LogShelf shelf = shelf(store, LogSummary.LOGS, period, invocation);
        LogSummary summary = LogSummary.of(shelf, period, threads(), invocation.progress());
        List<Sign> signs = summary.signs(new Sign.Thresholds(sudden, places, guesses));
        SummaryRows rows = new SummaryRows(summary, signs, by, top, invocation);
        switch (invocation.output()) {
            case TEXT -> rows.print();
            case JSON, CSV -> rows.printRows(shelf);
            case HTML -> SummaryPage.write(summary, signs, top, shelf, lead(store), invocation);
        }
        for (Map.Entry<Table, String> table : SummaryRows.TOPS.entrySet()) {
            long error = summary.error(table.getKey());
            if (error > 0) {
                invocation.note("summary.error", invocation.text("column." + table.getValue()), error);
            }
        }
        if (summary.unknownLines() > 0) {
            invocation.note("summary.unknown", summary.unknownLines(), summary.lines());
        }
        return signs.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void require(String option, int value, Invocation invocation) throws Refusal {
        if (value < 1) {
            throw new Refusal(ExitCode.USAGE, invocation.text("logs.not-positive", option));
        }
    }
}
