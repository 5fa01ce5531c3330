package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Terminal;
import epostadm.cli.console.Tokens;
import epostadm.cli.page.Bars;
import epostadm.cli.page.Figure;
import epostadm.cli.page.Notice;
import epostadm.cli.page.Page;
import epostadm.cli.page.Unit;
import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.yearend.Fate;
import epostadm.mailstore.yearend.PlannedYearEnd;
import epostadm.mailstore.yearend.Totals;
import epostadm.mailstore.yearend.Trap;
import epostadm.mailstore.yearend.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A year-end change-over as a page, planned or made: what to look at, the sums, the accounts before and after as a
/// picture, and every account with what happens to it, those who merely stay last.
final class YearEndPage {

    private final PlannedYearEnd plan;
    private final Optional<Made> made;
    private final Invocation invocation;

    /// @param planFile of the plan, for the command that compares once more
    private record Made(YearEndOutcome outcome, Path planFile) {}

    private YearEndPage(PlannedYearEnd plan, Optional<Made> made, Invocation invocation) {
        this.plan = plan;
        this.made = made;
        this.invocation = invocation;
    }

    static YearEndPage ofPlan(PlannedYearEnd plan, Invocation invocation) {
        return new YearEndPage(plan, Optional.empty(), invocation);
    }

    static YearEndPage ofOutcome(PlannedYearEnd plan, YearEndOutcome outcome, Path planFile, Invocation invocation) {
        return new YearEndPage(plan, Optional.of(new Made(outcome, planFile)), invocation);
    }

    /// What takes the latest change-over back.
    static String undoing(DomainName domain) {
        return "epostadm year-end undo --domain " + domain;
    }

    static String told(Verification.Found found, Invocation invocation) {
        return found.account() + ": " + text("deviation." + Tokens.of(found.deviation()), invocation);
    }

    void write(Terminal to) throws IOException {
        String title = text(made.isPresent() ? "year-end.page-report" : "year-end.page-plan");
        String lead = plan.domain() + ", " + plan.file();
        try (Page page = Page.open(to.bytes(), invocation.messages(), invocation.head(title, lead))) {
            List<Notice> notices = new ArrayList<>();
            if (made.isPresent()) {
                ofChange(made.get(), notices);
            }
            traps(notices);
            if (made.isEmpty()) {
                notices.add(new Notice(Notice.Level.NOTE, text("year-end.page-unchanged")));
            }
            page.notices(notices);
            page.figures(figures());
            page.picture(bars());
            moreTraps(page);
            badLines(page);
            accounts(page);
        }
    }

    private void ofChange(Made done, List<Notice> notices) {
        YearEndOutcome outcome = done.outcome();
        if (outcome.change().isEmpty()) {
            notices.add(new Notice(Notice.Level.NOTE, text("change.nothing")));
        } else {
            notices.add(new Notice(Notice.Level.NOTE, text("year-end.page-undo"), undoing(plan.domain())));
            notices.add(new Notice(
                    Notice.Level.FINE,
                    text(
                            "year-end.page-made",
                            outcome.change().get(),
                            "%,d".formatted(outcome.mailboxes()),
                            "%,d".formatted(outcome.messages()),
                            ByteSize.text(outcome.bytes()))));
        }
        String compare = "epostadm year-end verify " + done.planFile();
        if (outcome.deviations().isEmpty()) {
            notices.add(new Notice(Notice.Level.WARNING, text("year-end.page-vendor"), compare));
            return;
        }
        if (outcome.deviations().get().isEmpty()) {
            notices.add(new Notice(Notice.Level.FINE, text("year-end.page-matches")));
        }
        Map<Verification.Deviation, List<String>> kinds = new LinkedHashMap<>();
        for (Verification.Found found : outcome.deviations().get()) {
            kinds.computeIfAbsent(found.deviation(), _ -> new ArrayList<>()).add(told(found, invocation));
        }
        kinds.values().forEach(kind -> notices.add(new Notice(Notice.Level.WARNING, firstOf(kind), compare)));
    }

    private String firstOf(List<String> kind) {
        return kind.size() == 1 ? kind.getFirst() : text("inspect.and-more", kind.getFirst(), kind.size() - 1);
    }

    /// The first of each kind.
    private void traps(List<Notice> notices) {
        TrapTexts texts = trapTexts();
        Map<List<?>, List<Trap>> kinds = new LinkedHashMap<>();
        for (Trap trap : plan.traps()) {
            kinds.computeIfAbsent(List.of(trap.getClass(), trap.blocks()), _ -> new ArrayList<>())
                    .add(trap);
        }
        for (List<Trap> kind : kinds.values()) {
            String first = texts.sentence(kind.getFirst());
            notices.add(new Notice(
                    level(kind.getFirst()),
                    kind.size() == 1 ? first : text("inspect.and-more", first, kind.size() - 1)));
        }
        if (plan.traps().isEmpty()) {
            notices.add(new Notice(Notice.Level.FINE, text("year-end.page-no-traps")));
        }
    }

    private TrapTexts trapTexts() {
        return made.isPresent()
                ? TrapTexts.ofOutcome(plan, invocation.messages())
                : TrapTexts.ofPlan(invocation.messages());
    }

    private static Notice.Level level(Trap trap) {
        return trap.blocks() ? Notice.Level.ERROR : Notice.Level.WARNING;
    }

    private List<Figure> figures() {
        Totals totals = plan.totals();
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("fact.accountsBefore", totals.before()));
        figures.add(new Figure(
                text("fact.joining"),
                Cell.number(totals.joining()),
                totals.inheriting() == 0 ? "" : text("year-end.page-inheriting", totals.inheriting())));
        figures.add(figure("fact.changing", totals.changing()));
        figures.add(figure("fact.staying", totals.staying()));
        figures.add(figure("fact.leaving", totals.leaving()));
        if (totals.remaining() > 0) {
            figures.add(figure("fact.remaining", totals.remaining()));
        }
        figures.add(figure("fact.accountsAfter", totals.after()));
        figures.add(figure("fact.badLines", plan.badLines().size()));
        return figures;
    }

    private Figure figure(String key, long number) {
        return new Figure(text(key), Cell.number(number));
    }

    /// Two bars whose common parts stand one below the other.
    private Bars bars() {
        Totals totals = plan.totals();
        List<String> parts = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        part("staying", totals.staying(), totals.staying(), parts, before, after);
        part("changing", totals.changing(), totals.changing(), parts, before, after);
        part("remaining", totals.remaining(), totals.remaining(), parts, before, after);
        part("leaving", totals.leaving(), 0, parts, before, after);
        part("joining", 0, totals.joining(), parts, before, after);
        return new Bars(
                text("year-end.page-picture"),
                "",
                Unit.COUNT,
                parts,
                List.of(
                        new Bars.Bar(text("year-end.page-before"), before),
                        new Bars.Bar(text("year-end.page-after"), after)));
    }

    /// One that neither bar has is left out, unless it is the first.
    private void part(String key, long one, long other, List<String> parts, List<Long> before, List<Long> after) {
        if (one > 0 || other > 0 || parts.isEmpty()) {
            parts.add(text("fact." + key));
            before.add(one);
            after.add(other);
        }
    }

    /// Where the notices do not have them all.
    private void moreTraps(Page page) throws IOException {
        long kinds = plan.traps().stream().map(Trap::getClass).distinct().count();
        if (kinds == plan.traps().size()) {
            return;
        }
        TrapTexts texts = trapTexts();
        try (Report report = page.table(text("fact.traps"), "severity", "note")) {
            for (Trap trap : plan.traps()) {
                String level = level(trap).name().toLowerCase(Locale.ROOT);
                report.row(Cell.word(level, text("severity." + level)), Cell.text(texts.sentence(trap)));
            }
        }
    }

    private void badLines(Page page) throws IOException {
        if (plan.badLines().isEmpty()) {
            return;
        }
        BadLines sentences = new BadLines(invocation);
        try (Report report = page.table(text("fact.badLines"), "line", "reason")) {
            for (AccountLine.Invalid line : plan.badLines()) {
                report.row(Cell.number(line.line()), Cell.text(sentences.sentence(line)));
            }
        }
    }

    private void accounts(Page page) throws IOException {
        YearEndTable table = YearEndTable.ofPlan(plan, invocation);
        String[] columns = YearEndTable.COLUMNS.toArray(String[]::new);
        try (Report report = page.table(text("year-end.page-accounts"), columns)) {
            for (Fate fate : plan.fates().stream()
                    .sorted(Comparator.comparing(YearEndPage::rank))
                    .toList()) {
                table.row(fate, report);
            }
        }
    }

    /// What costs mail where it is wrong comes first.
    private static int rank(Fate fate) {
        return switch (fate) {
            case Fate.Inherits _ -> 0;
            case Fate.IsRemoved _ -> 1;
            case Fate.Changes _ -> 2;
            case Fate.Leaves _ -> 3;
            case Fate.Joins _ -> 4;
            case Fate.Remains _ -> 5;
            case Fate.LeftAsIs _ -> 6;
            case Fate.Stays _ -> 7;
        };
    }

    private String text(String key, Object... arguments) {
        return arguments.length == 0 ? text(key, invocation) : invocation.text(key, arguments);
    }

    private static String text(String key, Invocation invocation) {
        return invocation.messages().text(key);
    }
}
