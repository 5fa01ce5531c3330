package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.PlanFile;
import epostadm.mailstore.yearend.Totals;
import epostadm.mailstore.yearend.YearEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/// `year-end apply`: the plan that was shown is made.
final class YearEndApply extends ChangingCommand {

    @Parameters(paramLabel = "PLAN")
    private Path plan = Path.of("");

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = PlanFile.read(plan);
        DomainName domain = store.domain(Optional.of(saved.domain()));
        if (invocation.domain().isPresent() && !invocation.domain().get().equals(domain)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("year-end.other-domain", plan, domain));
        }
        store.accounts(domain);
        ImportText text = ImportText.read(
                saved.file(), Optional.of(saved.charset()), store.accountNameLength(), invocation.progress());
        YearEnd.Ready ready = new YearEnd(
                        store, domain, saved.wish(), invocation.clock().instant(), invocation.progress())
                .ready(text, saved);
        Totals totals = ready.plan().totals();
        return new Proposal(
                ready.change(),
                new YearEndTable(ready.plan(), invocation).table(),
                Optional.of(
                        invocation.text("ask.year-end", domain, totals.leaving(), totals.joining(), totals.changing())),
                text.badLines().isEmpty() ? ExitCode.OK : ExitCode.PARTLY_REJECTED);
    }

    @Override
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.STOPPED;
    }
}
