package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Report;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.alias.AliasFinding;
import epostadm.mailstore.alias.AliasReview;
import epostadm.mailstore.alias.OwnAddresses;
import epostadm.mailstore.change.AliasEdits;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a change of the alias table is told.
final class AliasesChange {

    private static final int WARNINGS = 20;

    private AliasesChange() {}

    /// Rows for what comes and goes, and remarks on what is wrong with the table then and was not before.
    static Proposal proposal(AliasEdits.Plan plan, MailStore store, Invocation invocation) throws IOException {
        warn(plan, store, invocation);
        Proposal.Table table = new Proposal.Table("aliases", List.of("outcome", "alias", "leadsTo"), report -> {
            rows(plan.removed(), "removed", report, invocation);
            rows(plan.added(), "added", report, invocation);
            rows(plan.leftOut(), "left-out", report, invocation);
            report.fact("aliasesAdded", Cell.number(plan.added().size()));
            report.fact("aliasesRemoved", Cell.number(plan.removed().size()));
            report.fact("leftOut", Cell.number(plan.leftOut().size()));
        });
        return new Proposal(plan.change(), table, Optional.empty(), ExitCode.OK);
    }

    private static void rows(List<Alias> aliases, String token, Report report, Invocation invocation)
            throws IOException {
        for (Alias alias : aliases) {
            report.row(
                    Cell.word(token, invocation.text("alias-outcome." + token)),
                    Cell.text(alias.alias()),
                    Cell.text(alias.address()));
        }
    }

    private static void warn(AliasEdits.Plan plan, MailStore store, Invocation invocation) throws IOException {
        AliasReviewTexts texts = new AliasReviewTexts(invocation);
        OwnAddresses own = AliasTable.addresses(store, invocation);
        Set<String> before = new HashSet<>();
        for (AliasFinding finding : AliasReview.of(store.aliases(), own)) {
            before.add(texts.sentence(finding));
        }
        List<String> arisen = AliasReview.of(plan.table(), own).stream()
                .filter(AliasFinding::trouble)
                .map(texts::sentence)
                .filter(sentence -> !before.contains(sentence))
                .toList();
        arisen.stream().limit(WARNINGS).forEach(sentence -> invocation.warn("aliases.remark", sentence));
        if (arisen.size() > WARNINGS) {
            invocation.warn("aliases.more-remarks", arisen.size() - WARNINGS);
        }
    }
}
