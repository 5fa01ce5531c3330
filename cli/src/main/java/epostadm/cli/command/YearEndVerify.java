package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.NextYear;
import epostadm.mailstore.yearend.PlanFile;
import epostadm.mailstore.yearend.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `year-end verify`: whether the store is what the list says, and where it is asked for the passwords from before
/// the vendor's import put back.
final class YearEndVerify extends ChangingCommand {

    @Parameters(paramLabel = "PLAN")
    private Path plan = Path.of("");

    @Option(names = "--put-back")
    private boolean putBack;

    /// Whether the vendor's import came between, so that something may have to be put back.
    private boolean kept;

    private String list = "";

    @Override
    void sayNothing(Proposal proposal, Invocation invocation) {
        if (proposal.code() == ExitCode.OK) {
            invocation.note("year-end.verified");
        } else if (putBack) {
            invocation.note("year-end.nothing-put-back");
        } else if (kept) {
            invocation.note("year-end.deviates", plan);
        } else {
            invocation.note("year-end.deviates-own", list);
        }
    }

    @Override
    Proposal propose(MailStore store, Invocation invocation) throws IOException, Refusal {
        PlanFile.Saved saved = PlanFile.read(plan);
        DomainName domain = store.domain(Optional.of(saved.domain()));
        ImportText text = new NextYear(store, domain, invocation.progress()).readAfterwards(saved);
        Verification verification = new Verification(store, domain);
        List<Verification.Found> found = verification.compare(text);
        kept = verification.kept();
        list = saved.file().toString();
        Verification.PutBack back = putBack ? verification.putBack() : verification.nothing();
        Proposal.Table table = new Proposal.Table("deviations", List.of("account", "deviation"), report -> {
            for (Verification.Found one : found) {
                report.row(
                        Cell.text(one.account().text()),
                        Tokens.cell(one.deviation(), "deviation", invocation.messages()));
            }
            report.fact("deviations", Cell.number(found.size()));
            report.fact(
                    "putBack",
                    Cell.several(back.accounts().stream().map(AccountName::text).toList()));
        });
        return new Proposal(
                back.change(),
                table,
                Optional.of(invocation.text("ask.put-back", back.accounts().size())),
                found.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS);
    }
}
