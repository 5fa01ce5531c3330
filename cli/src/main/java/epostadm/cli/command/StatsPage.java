package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.cli.page.Bars;
import epostadm.cli.page.Curve;
import epostadm.cli.page.Figure;
import epostadm.cli.page.Notice;
import epostadm.cli.page.Page;
import epostadm.cli.page.Unit;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the space is, as a page with pictures; all accounts are a table at its end.
final class StatsPage {

    private static final int FOLDERS_DRAWN = 12;
    private static final int RUNS_DRAWN = 100;

    private final Page page;
    private final StoreUse use;
    private final Invocation invocation;

    private StatsPage(Page page, StoreUse use, Invocation invocation) {
        this.page = page;
        this.use = use;
        this.invocation = invocation;
    }

    static StoreUse of(StoreStats.Question question, Invocation invocation) throws IOException {
        String lead = question.scope().domain().isPresent()
                ? question.scope().domain().get() + ", " + question.work()
                : question.work().toString();
        try (Page page = invocation.page(invocation.text("stats.title"), lead)) {
            StoreUse use;
            try (Report accounts = page.tableAtEnd(
                    invocation.text("stats.all-accounts"),
                    "account",
                    "domain",
                    "messages",
                    "size",
                    "growth",
                    "aside")) {
                use = StoreSurvey.measure(
                        question.work(),
                        question.scope(),
                        question.now(),
                        account -> row(account, question.accounts().take(account), accounts, invocation),
                        invocation.progress());
            }
            StatsPage stats = new StatsPage(page, use, invocation);
            stats.head(question.growth(use));
            stats.pictures();
            stats.growth(question);
            stats.grown(question.accounts());
            stats.places(question.earlier());
            stats.largest();
            return use;
        }
    }

    private static void row(AccountUse account, Optional<Growth> growth, Report accounts, Invocation invocation)
            throws IOException {
        accounts.row(
                Cell.text(account.name()),
                StatsCells.domain(account.domain(), invocation),
                Cell.number(account.mail().count()),
                Cell.size(account.mail().bytes()),
                growth.map(Growth::bytes).map(Cell::size).orElse(Cell.absent()),
                account.aside().count() == 0
                        ? Cell.absent()
                        : Cell.size(account.aside().bytes()));
    }

    private void head(Optional<Growth> growth) throws IOException {
        page.notices(List.of(
                use.unreadableCount() == 0
                        ? new Notice(Notice.Level.FINE, text("stats.complete"))
                        : new Notice(
                                Notice.Level.WARNING,
                                text(
                                        "stats.unreadable",
                                        use.unreadableCount(),
                                        use.unreadable().getFirst()))));
        ZoneId zone = invocation.terminal().zone();
        String since = growth.map(grown -> text(
                        "stats.since",
                        StatsCells.signedSize(grown.bytes()),
                        grown.since().atZone(zone).toLocalDate()))
                .orElse("");
        String more = growth.map(grown -> text("stats.messages-since", StatsCells.signed(grown.messages())))
                .orElse("");
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(text("fact.size"), Cell.size(use.mail().bytes()), since),
                new Figure(text("fact.messages"), Cell.number(use.mail().count()), more),
                new Figure(text("fact.mailboxes"), Cell.number(use.accounts())),
                aside("fact.putAside", use.putAside()),
                aside("fact.quarantine", use.quarantine())));
        if (!use.places().isEmpty()) {
            figures.add(aside("fact.queue", use.sum(PlaceUse.Kind.QUEUE)));
            figures.add(aside("fact.logs", use.sum(PlaceUse.Kind.LOG)));
        }
        page.figures(figures);
    }

    private Figure aside(String label, Amount amount) {
        return new Figure(text(label), Cell.size(amount.bytes()));
    }

    private void pictures() throws IOException {
        if (use.domains().size() > 1) {
            List<Bars.Bar> domains = new ArrayList<>();
            use.domains()
                    .forEach((domain, amount) -> domains.add(new Bars.Bar(
                            domain.map(DomainName::text).orElse(text("stats.no-domain")), amount.bytes())));
            bars("stats.by-domain", "column.domain", domains);
        }
        boolean several = use.domains().size() > 1;
        bars(
                "stats.by-account",
                "column.account",
                use.largestAccounts().stream()
                        .map(account -> new Bars.Bar(
                                StatsCells.account(account.domain(), account.name(), several),
                                account.mail().bytes()))
                        .toList());
        bars(
                "stats.by-folder",
                "column.folder",
                use.folders().entrySet().stream()
                        .limit(FOLDERS_DRAWN)
                        .map(folder -> new Bars.Bar(
                                label(folder.getKey()), folder.getValue().bytes()))
                        .toList());
        spread("stats.by-age", "column.age", "age", use.ages());
        spread("stats.by-size", "column.sizeClass", "size-class", use.sizes());
    }

    private void spread(String title, String labels, String prefix, Map<? extends Enum<?>, Amount> sums)
            throws IOException {
        bars(
                title,
                labels,
                sums.entrySet().stream()
                        .map(sum -> new Bars.Bar(
                                text(prefix + "." + Tokens.of(sum.getKey())),
                                sum.getValue().bytes()))
                        .toList());
    }

    private void bars(String title, String labels, List<Bars.Bar> bars) throws IOException {
        if (!bars.isEmpty()) {
            page.picture(new Bars(text(title), text(labels), Unit.BYTES, List.of(text("column.size")), bars));
        }
    }

    private void growth(StoreStats.Question question) throws IOException {
        List<StatsRun> earlier = question.earlier();
        if (earlier.isEmpty() || question.scope().accounts().isPresent()) {
            return;
        }
        ZoneId zone = invocation.terminal().zone();
        List<String> dates = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (StatsRun run : earlier.subList(Math.max(0, earlier.size() - RUNS_DRAWN), earlier.size())) {
            dates.add(run.at().atZone(zone).toLocalDate().toString());
            sizes.add(run.mail(question.scope().domain()).bytes());
        }
        dates.add(question.now().atZone(zone).toLocalDate().toString());
        sizes.add(use.mail().bytes());
        page.picture(new Curve(
                text("stats.growth"),
                text("stats.run"),
                Unit.BYTES,
                dates,
                List.of(new Curve.Line(text("column.size"), sizes))));
    }

    private void grown(AccountGrowth accounts) throws IOException {
        boolean several = use.domains().size() > 1;
        bars(
                "stats.by-growth",
                "column.account",
                accounts.largest().stream()
                        .map(one -> new Bars.Bar(
                                StatsCells.account(
                                        one.account().domain(), one.account().name(), several),
                                one.growth().bytes()))
                        .toList());
    }

    private void places(List<StatsRun> earlier) throws IOException {
        if (use.places().isEmpty()) {
            return;
        }
        bars(
                "stats.by-place",
                "column.place",
                use.places().stream()
                        .filter(place -> place.files().count() > 0)
                        .map(place -> new Bars.Bar(place.name(), place.files().bytes()))
                        .toList());
        try (Report places = page.table(text("stats.places"), "place", "files", "size", "growth")) {
            for (PlaceUse place : use.places()) {
                places.row(
                        Cell.text(place.name()),
                        Cell.number(place.files().count()),
                        Cell.size(place.files().bytes()),
                        Growth.of(earlier, place)
                                .map(Growth::bytes)
                                .map(Cell::size)
                                .orElse(Cell.absent()));
            }
        }
    }

    private void largest() throws IOException {
        try (Report folders =
                page.table(text("stats.largest-folders"), "account", "domain", "folder", "messages", "size")) {
            for (FolderUse folder : use.largestFolders()) {
                folders.row(
                        Cell.text(folder.account()),
                        StatsCells.domain(folder.domain(), invocation),
                        StatsCells.folder(folder.label(), invocation),
                        Cell.number(folder.mail().count()),
                        Cell.size(folder.mail().bytes()));
            }
        }
        try (Report messages = page.table(text("stats.largest-messages"), "file", "modified", "size")) {
            for (MessageUse message : use.largestMessages()) {
                messages.row(Cell.text(message.file()), Cell.instant(message.modified()), Cell.size(message.bytes()));
            }
        }
    }

    private String label(String folder) {
        return folder.equals(FolderUse.ROOT) ? text("stats.root") : folder;
    }

    private String text(String key, Object... arguments) {
        return arguments.length == 0 ? invocation.messages().text(key) : invocation.text(key, arguments);
    }
}
