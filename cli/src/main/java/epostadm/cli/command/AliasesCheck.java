package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.mailstore.alias.AliasFinding;
import epostadm.mailstore.alias.AliasReview;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.List;

/// `aliases check`: lines that never match, lead nowhere, round in circles, or out of the house.
final class AliasesCheck implements Subcommand {

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        MailStore store = invocation.store();
        List<AliasFinding> findings = AliasReview.of(store.aliases(), AliasTable.addresses(store, invocation));
        AliasReviewTexts texts = new AliasReviewTexts(invocation);
        long trouble = findings.stream().filter(AliasFinding::trouble).count();
        String[] columns = invocation.tellsRows()
                ? new String[] {"line", "alias", "finding", "concerns", "trouble"}
                : new String[] {"line", "alias", "finding"};
        try (Report report = invocation.table("findings", columns)) {
            for (AliasFinding finding : findings) {
                AliasReviewTexts.Told told = AliasReviewTexts.told(finding);
                Cell line = Cell.number(finding.line());
                Cell alias = told.alias().isEmpty() ? Cell.absent() : Cell.text(told.alias());
                if (invocation.tellsRows()) {
                    report.row(
                            line,
                            alias,
                            texts.cell(finding),
                            Cell.several(told.concerns()),
                            Cell.flag(finding.trouble()));
                } else {
                    report.row(line, alias, texts.cell(finding));
                }
            }
            report.fact("aliases", Cell.number(store.aliases().entries().size()));
            report.fact("troubles", Cell.number(trouble));
            report.fact("remarks", Cell.number(findings.size() - trouble));
        }
        return trouble > 0 ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
