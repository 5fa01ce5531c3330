package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.PutAside;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.yearend.YearEnds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/// `year-end finish`: what change-overs put aside long ago is deleted for good.
final class YearEndFinish implements Subcommand {

    @Option(names = "--older-than", paramLabel = "AGE", required = true, converter = AgeConverter.class)
    private Duration age = Duration.ZERO;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        DomainName domain = invocation.domain(store);
        Instant now = invocation.clock().instant();
        if (invocation.dryRun()) {
            tell(new YearEnds(store, domain).before(now.minus(age), invocation.progress()), invocation);
            invocation.note("change.dry-run");
            return ExitCode.OK;
        }
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                ExclusiveStore.Services.MAY_RUN,
                invocation.holder(),
                invocation.clock(),
                invocation.progress(),
                Cancellation.NONE)) {
            exclusive.refuseIfInterrupted();
            YearEnds.Remains remains = new YearEnds(store, domain).before(now.minus(age), invocation.progress());
            if (remains.isEmpty()) {
                tell(remains, invocation);
                invocation.note("change.nothing");
                return ExitCode.OK;
            }
            invocation.confirm(question(remains, invocation));
            invocation.cancellation().begin();
            delete(remains, new Retirement(store, domain, now, invocation.progress()), exclusive);
            tell(remains, invocation);
            return ExitCode.OK;
        }
    }

    /// A crash on the way leaves what the next run finds again.
    private static void delete(YearEnds.Remains remains, Retirement retirement, ExclusiveStore store)
            throws IOException {
        for (ChangeSummary change : remains.changes()) {
            store.purge(change.id());
        }
        if (!remains.folders().isEmpty()) {
            store.purge(store.execute(retirement.purge(remains.folders())));
        }
    }

    private static String question(YearEnds.Remains remains, Invocation invocation) {
        long messages = remains.folders().stream()
                .mapToLong(folder -> folder.use().messages())
                .sum();
        long bytes = remains.folders().stream()
                .mapToLong(folder -> folder.use().bytes())
                .sum();
        return invocation.text(
                "ask.year-end-finish",
                remains.folders().size(),
                messages,
                ByteSize.text(bytes),
                remains.changes().size(),
                remains.files(),
                ByteSize.text(remains.bytes()));
    }

    private static void tell(YearEnds.Remains remains, Invocation invocation) throws IOException {
        long messages = 0;
        long bytes = 0;
        try (Report report = invocation.table("purged", "folder", "since", "messages", "size")) {
            for (PutAside folder : remains.folders()) {
                report.row(
                        Cell.text(folder.name()),
                        Cell.instant(folder.since()),
                        Cell.number(folder.use().messages()),
                        Cell.size(folder.use().bytes()));
                messages += folder.use().messages();
                bytes += folder.use().bytes();
            }
            report.fact("messages", Cell.number(messages));
            report.fact("size", Cell.size(bytes));
            report.fact(
                    "finished",
                    Cell.several(
                            remains.changes().stream().map(ChangeSummary::id).toList()));
            report.fact("quarantinedFiles", Cell.number(remains.files()));
            report.fact("quarantinedSize", Cell.size(remains.bytes()));
        }
    }
}
