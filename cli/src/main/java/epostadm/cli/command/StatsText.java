package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.stats.AccountGrowth;
import epostadm.mailstore.stats.AccountUse;
import epostadm.mailstore.stats.FolderUse;
import epostadm.mailstore.stats.Growth;
import epostadm.mailstore.stats.MessageUse;
import epostadm.mailstore.stats.PlaceUse;
import epostadm.mailstore.stats.StatsRun;
import epostadm.mailstore.stats.StoreSurvey;
import epostadm.mailstore.stats.StoreUse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the space is, for people: a table for each way to look at it, the largest first, and the sums last.
final class StatsText {

    private final Invocation invocation;
    private final StoreUse use;
    private boolean first = true;

    private StatsText(StoreUse use, Invocation invocation) {
        this.use = use;
        this.invocation = invocation;
    }

    static StoreUse of(StoreStats.Question question, Invocation invocation) throws IOException {
        StoreUse use = StoreSurvey.measure(
                question.work(), question.scope(), question.now(), question.accounts()::take, invocation.progress());
        StatsText text = new StatsText(use, invocation);
        text.domains();
        text.accounts();
        text.grown(question.accounts());
        text.folders(question.scope().largest());
        text.spreads();
        text.largest();
        text.places(question.earlier());
        text.sums(question.growth(use));
        return use;
    }

    private void domains() throws IOException {
        if (use.domains().size() < 2) {
            return;
        }
        try (Report report = table("domain", "messages", "size", "share")) {
            for (Map.Entry<Optional<DomainName>, Amount> domain : use.domains().entrySet()) {
                row(report, StatsCells.domain(domain.getKey(), invocation), domain.getValue());
            }
        }
    }

    private void accounts() throws IOException {
        try (Report report = table("account", "messages", "size", "share")) {
            for (AccountUse account : use.largestAccounts()) {
                row(report, Cell.text(account(account.domain(), account.name())), account.mail());
            }
        }
    }

    private void grown(AccountGrowth accounts) throws IOException {
        if (accounts.largest().isEmpty()) {
            return;
        }
        try (Report report = table("grownAccount", "growth", "growthMessages", "size")) {
            for (AccountGrowth.Grown one : accounts.largest()) {
                report.row(
                        Cell.text(account(one.account().domain(), one.account().name())),
                        Cell.text(StatsCells.signedSize(one.growth().bytes())),
                        Cell.text(StatsCells.signed(one.growth().messages())),
                        Cell.size(one.account().mail().bytes()));
            }
        }
    }

    private void places(List<StatsRun> earlier) throws IOException {
        if (use.places().isEmpty()) {
            return;
        }
        try (Report report = table("place", "files", "size", "growth")) {
            for (PlaceUse place : use.places()) {
                report.row(
                        Cell.text(place.name()),
                        Cell.number(place.files().count()),
                        Cell.size(place.files().bytes()),
                        Growth.of(earlier, place)
                                .map(growth -> Cell.text(StatsCells.signedSize(growth.bytes())))
                                .orElse(Cell.absent()));
            }
        }
    }

    private void folders(int count) throws IOException {
        try (Report report = table("folder", "messages", "size", "share")) {
            for (Map.Entry<String, Amount> folder :
                    use.folders().entrySet().stream().limit(count).toList()) {
                row(report, StatsCells.folder(folder.getKey(), invocation), folder.getValue());
            }
        }
    }

    private void spreads() throws IOException {
        spread("age", "age", use.ages());
        spread("sizeClass", "size-class", use.sizes());
    }

    private void spread(String column, String prefix, Map<? extends Enum<?>, Amount> sums) throws IOException {
        try (Report report = table(column, "messages", "size", "share")) {
            for (Map.Entry<? extends Enum<?>, Amount> sum : sums.entrySet()) {
                row(report, Tokens.cell(sum.getKey(), prefix, invocation.messages()), sum.getValue());
            }
        }
    }

    private void largest() throws IOException {
        try (Report report = table("account", "folder", "messages", "size")) {
            for (FolderUse folder : use.largestFolders()) {
                report.row(
                        Cell.text(account(folder.domain(), folder.account())),
                        StatsCells.folder(folder.label(), invocation),
                        Cell.number(folder.mail().count()),
                        Cell.size(folder.mail().bytes()));
            }
        }
        try (Report report = table("size", "modified", "file")) {
            for (MessageUse message : use.largestMessages()) {
                report.row(Cell.size(message.bytes()), Cell.instant(message.modified()), Cell.text(message.file()));
            }
        }
    }

    private void sums(Optional<Growth> growth) throws IOException {
        try (Report report = table()) {
            report.fact("store", Cell.text(use.work().toString()));
            report.fact("mailboxes", Cell.number(use.accounts()));
            report.fact("messages", Cell.number(use.mail().count()));
            report.fact("size", Cell.size(use.mail().bytes()));
            report.fact("putAside", amount(use.putAside()));
            report.fact("quarantine", amount(use.quarantine()));
            if (!use.places().isEmpty()) {
                report.fact("queue", files(use.sum(PlaceUse.Kind.QUEUE)));
                report.fact("logs", files(use.sum(PlaceUse.Kind.LOG)));
            }
            if (growth.isPresent()) {
                report.fact("previousRun", Cell.instant(growth.get().since()));
                report.fact(
                        "growthMessages",
                        Cell.text(StatsCells.signed(growth.get().messages())));
                report.fact(
                        "growthSize",
                        Cell.text(StatsCells.signedSize(growth.get().bytes())));
            }
        }
    }

    private Cell amount(Amount amount) {
        return Cell.text(StatsCells.amount(amount, invocation));
    }

    private Cell files(Amount amount) {
        return Cell.text(StatsCells.files(amount, invocation));
    }

    private void row(Report report, Cell name, Amount amount) throws IOException {
        report.row(name, Cell.number(amount.count()), Cell.size(amount.bytes()), StatsCells.share(amount, use.mail()));
    }

    private String account(Optional<DomainName> domain, String name) {
        return StatsCells.account(domain, name, use.domains().size() > 1);
    }

    /// Opens the next part of the output, a blank line below the one before.
    private Report table(String... columns) throws IOException {
        if (!first) {
            invocation.bytes().write('\n');
        }
        first = false;
        return invocation.table("", columns);
    }
}
