package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.stats.AccountUse;
import epostadm.mailstore.stats.FolderUse;
import epostadm.mailstore.stats.Growth;
import epostadm.mailstore.stats.MessageUse;
import epostadm.mailstore.stats.PlaceUse;
import epostadm.mailstore.stats.StoreSurvey;
import epostadm.mailstore.stats.StoreUse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Where the space is, for programs: a row for each account as it is measured, then one for each sum; the column
/// `kind` says which.
final class StatsRows {

    private static final String[] COLUMNS = {
        "kind",
        "domain",
        "account",
        "folder",
        "class",
        "messages",
        "size",
        "asideMessages",
        "asideSize",
        "modified",
        "file",
        "growthMessages",
        "growthSize"
    };

    private final StoreStats.Question question;
    private final Report report;

    private StatsRows(StoreStats.Question question, Report report) {
        this.question = question;
        this.report = report;
    }

    static StoreUse of(StoreStats.Question question, Invocation invocation) throws IOException {
        try (Report report = invocation.table("places", COLUMNS)) {
            StatsRows rows = new StatsRows(question, report);
            StoreUse use = StoreSurvey.measure(
                    question.work(), question.scope(), question.now(), rows::account, invocation.progress());
            rows.sums(use);
            rows.facts(use, question.growth(use));
            return use;
        }
    }

    private void account(AccountUse account) throws IOException {
        Optional<Growth> growth = question.accounts().take(account);
        report.row(
                Cell.text("account"),
                domain(account.domain()),
                Cell.text(account.name()),
                Cell.absent(),
                Cell.absent(),
                Cell.number(account.mail().count()),
                Cell.size(account.mail().bytes()),
                Cell.number(account.aside().count()),
                Cell.size(account.aside().bytes()),
                Cell.absent(),
                Cell.absent(),
                messages(growth),
                size(growth));
    }

    private void sums(StoreUse use) throws IOException {
        for (Map.Entry<Optional<DomainName>, Amount> sum : use.domains().entrySet()) {
            row("domain", domain(sum.getKey()), Cell.absent(), Cell.absent(), Cell.absent(), sum.getValue());
        }
        for (Map.Entry<String, Amount> sum : use.folders().entrySet()) {
            row("folder-name", Cell.absent(), Cell.absent(), Cell.text(sum.getKey()), Cell.absent(), sum.getValue());
        }
        spread("age", use.ages());
        spread("message-size", use.sizes());
        for (FolderUse folder : use.largestFolders()) {
            row(
                    "folder",
                    domain(folder.domain()),
                    Cell.text(folder.account()),
                    Cell.text(folder.label()),
                    Cell.absent(),
                    folder.mail());
        }
        for (MessageUse message : use.largestMessages()) {
            report.row(
                    Cell.text("message"),
                    Cell.absent(),
                    Cell.absent(),
                    Cell.absent(),
                    Cell.absent(),
                    Cell.number(1),
                    Cell.size(message.bytes()),
                    Cell.absent(),
                    Cell.absent(),
                    Cell.instant(message.modified()),
                    Cell.text(message.file()),
                    Cell.absent(),
                    Cell.absent());
        }
        for (PlaceUse place : use.places()) {
            place(place, Growth.of(question.earlier(), place));
        }
    }

    /// In `messages` stands how many files there are.
    private void place(PlaceUse place, Optional<Growth> growth) throws IOException {
        report.row(
                Cell.text(Tokens.of(place.kind())),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.number(place.files().count()),
                Cell.size(place.files().bytes()),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.text(place.name()),
                messages(growth),
                size(growth));
    }

    private static Cell messages(Optional<Growth> growth) {
        return growth.map(Growth::messages).map(Cell::number).orElse(Cell.absent());
    }

    private static Cell size(Optional<Growth> growth) {
        return growth.map(Growth::bytes).map(Cell::size).orElse(Cell.absent());
    }

    private void spread(String kind, Map<? extends Enum<?>, Amount> sums) throws IOException {
        for (Map.Entry<? extends Enum<?>, Amount> sum : sums.entrySet()) {
            Cell name = Cell.text(Tokens.of(sum.getKey()));
            row(kind, Cell.absent(), Cell.absent(), Cell.absent(), name, sum.getValue());
        }
    }

    private void row(String kind, Cell domain, Cell account, Cell folder, Cell name, Amount amount) throws IOException {
        report.row(
                Cell.text(kind),
                domain,
                account,
                folder,
                name,
                Cell.number(amount.count()),
                Cell.size(amount.bytes()),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent(),
                Cell.absent());
    }

    private static Cell domain(Optional<DomainName> domain) {
        return domain.map(known -> Cell.text(known.text())).orElse(Cell.absent());
    }

    private void facts(StoreUse use, Optional<Growth> growth) throws IOException {
        report.fact("store", Cell.text(use.work().toString()));
        report.fact("mailboxes", Cell.number(use.accounts()));
        report.fact("messages", Cell.number(use.mail().count()));
        report.fact("size", Cell.size(use.mail().bytes()));
        report.fact("putAsideMessages", Cell.number(use.putAside().count()));
        report.fact("putAsideSize", Cell.size(use.putAside().bytes()));
        report.fact("quarantineMessages", Cell.number(use.quarantine().count()));
        report.fact("quarantineSize", Cell.size(use.quarantine().bytes()));
        places(use, PlaceUse.Kind.QUEUE, "queueFiles", "queueSize");
        places(use, PlaceUse.Kind.LOG, "logFiles", "logSize");
        report.fact("unreadable", Cell.number(use.unreadableCount()));
        report.fact("previousRun", growth.map(Growth::since).map(Cell::instant).orElse(Cell.absent()));
        report.fact("growthMessages", messages(growth));
        report.fact("growthSize", size(growth));
    }

    private void places(StoreUse use, PlaceUse.Kind kind, String files, String size) throws IOException {
        report.fact(files, Cell.number(use.sum(kind).count()));
        report.fact(size, Cell.size(use.sum(kind).bytes()));
    }
}
