package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.YearEnds;
import java.io.IOException;
import java.util.List;

/// `year-end status`: the change-overs that the domain has had, and what to do next.
final class YearEndStatus implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = MailStore.open(invocation.directory());
        DomainName domain = invocation.domain(store);
        YearEnds yearEnds = new YearEnds(store, domain);
        List<ChangeSummary> changes = yearEnds.list();
        boolean open = false;
        boolean aside = false;
        try (Report report = invocation.table(
                "yearEnds", "change", "started", "subject", "changeState", "stillAside", "quarantined")) {
            for (ChangeSummary change : changes) {
                open |= change.state().open();
                long folders = yearEnds.stillAside(change);
                aside |= folders > 0;
                report.row(
                        Cell.text(change.id()),
                        Cell.instant(change.started()),
                        Cell.text(change.subject()),
                        Tokens.cell(change.state(), "state", invocation.messages()),
                        Cell.number(folders),
                        Cell.flag(change.quarantined()));
            }
        }
        if (open) {
            invocation.note("year-end.open");
            return ExitCode.FINDINGS;
        }
        if (changes.isEmpty()) {
            invocation.note("year-end.none", domain);
        } else if (aside) {
            invocation.note("year-end.aside");
        }
        return ExitCode.OK;
    }
}
