package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.page.Curve;
import epostadm.cli.page.Figure;
import epostadm.cli.page.Notice;
import epostadm.cli.page.Page;
import epostadm.cli.page.Unit;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.tally.LogSummary;
import epostadm.mailstore.tally.Measure;
import epostadm.mailstore.tally.Sign;
import epostadm.mailstore.tally.Table;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What the logs say, as a page: signs of abuse, sums, the curves of days and hours, the most frequent names.
final class SummaryPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("MM-dd HH:00", Locale.ROOT);

    private static final int SIGNS_AT_TOP = 10;
    private static final int DAYS_DRAWN = 366;
    private static final int HOURS_DRAWN = 24 * 7;

    private static final List<Measure> MAIL = List.of(
            Measure.ACCEPTED,
            Measure.REFUSED,
            Measure.DELIVERED_INSIDE,
            Measure.DELIVERED_OUTSIDE,
            Measure.DEFERRED,
            Measure.FAILED);
    private static final List<Measure> LOGINS = List.of(Measure.LOGINS, Measure.LOGINS_FAILED);

    /// An address that no shell takes for anything else: senders are what strangers wrote.
    private static final Pattern TYPEABLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+");

    private final Page page;
    private final LogSummary summary;
    private final Invocation invocation;

    private SummaryPage(Page page, LogSummary summary, Invocation invocation) {
        this.page = page;
        this.summary = summary;
        this.invocation = invocation;
    }

    /// @param top how many rows the tables of names have
    /// @param lead where the logs are
    static void write(LogSummary summary, List<Sign> signs, int top, LogShelf shelf, String lead, Invocation invocation)
            throws IOException {
        try (Page page = invocation.page(invocation.text("summary.title"), lead)) {
            SummaryPage written = new SummaryPage(page, summary, invocation);
            written.notices(signs);
            written.sums();
            SortedMap<LocalDateTime, Map<Measure, Long>> hours = summary.hours();
            written.curves("summary.by-day.", summary.days(), DAYS_DRAWN, day -> day.plusDays(1), DAY::format);
            written.curves("summary.by-hour.", hours, HOURS_DRAWN, hour -> hour.plusHours(1), HOUR::format);
            written.more(signs);
            for (Map.Entry<Table, String> table : SummaryRows.TOPS.entrySet()) {
                written.names(table.getValue(), summary.first(table.getKey(), top));
            }
            try (Report report = page.table(invocation.text("summary.read"))) {
                report.fact("files", Cell.number(shelf.files().size()));
                report.fact("size", Cell.size(shelf.bytes()));
                report.fact("lines", Cell.number(summary.lines()));
                report.fact("unknownLines", Cell.number(summary.unknownLines()));
            }
        }
    }

    private void notices(List<Sign> signs) throws IOException {
        List<Notice> notices = new ArrayList<>();
        for (Sign sign : signs.subList(0, Math.min(signs.size(), SIGNS_AT_TOP))) {
            notices.add(new Notice(Notice.Level.WARNING, sentence(sign), next(sign)));
        }
        if (signs.size() > SIGNS_AT_TOP) {
            notices.add(new Notice(Notice.Level.WARNING, text("summary.more-signs", signs.size() - SIGNS_AT_TOP)));
        }
        if (summary.lines() == 0) {
            notices.add(new Notice(Notice.Level.NOTE, text("summary.nothing")));
        } else if (signs.isEmpty()) {
            notices.add(new Notice(Notice.Level.FINE, text("summary.no-signs")));
        }
        for (Map.Entry<Table, String> table : SummaryRows.TOPS.entrySet()) {
            long error = summary.error(table.getKey());
            if (error > 0) {
                String name = text("column." + table.getValue());
                notices.add(new Notice(Notice.Level.NOTE, text("summary.error", name, error)));
            }
        }
        page.notices(notices);
    }

    private String sentence(Sign sign) {
        return switch (sign) {
            case Sign.SuddenSender(String sender, LocalDateTime hour, long count, long usual) ->
                text(
                        "summary.sudden-sender",
                        sender,
                        count,
                        DAY.format(hour),
                        HOUR.format(hour).substring(6),
                        usual);
            case Sign.ManyPlaces(String account, long count) -> text("summary.many-places", account, count);
            case Sign.Guessing(String address, long count) -> text("summary.guessing", address, count);
        };
    }

    /// What to look at next, as it can be typed.
    private static String next(Sign sign) {
        boolean address = !(sign instanceof Sign.Guessing)
                && TYPEABLE.matcher(sign.subject()).matches();
        return address ? "epostadm logs trace " + sign.subject() : "";
    }

    private void sums() throws IOException {
        SortedMap<?, Map<Measure, Long>> days = summary.days();
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            long sum = days.values().stream().mapToLong(day -> day.get(measure)).sum();
            figures.add(new Figure(name(measure), Cell.number(sum)));
        }
        page.figures(figures);
    }

    private <T extends Comparable<? super T>> void curves(
            String title,
            SortedMap<T, Map<Measure, Long>> spans,
            int most,
            UnaryOperator<T> following,
            Function<T, String> label)
            throws IOException {
        List<T> times = times(spans, most, following);
        if (times.size() < 2) {
            return;
        }
        curve(title + "mail", MAIL, times, spans, label);
        curve(title + "logins", LOGINS, times, spans, label);
    }

    /// The last times, with those between them at which nothing was; without these where a wrong clock made the
    /// span too long.
    private static <T extends Comparable<? super T>> List<T> times(
            SortedMap<T, Map<Measure, Long>> spans, int most, UnaryOperator<T> following) {
        List<T> known = List.copyOf(spans.keySet());
        List<T> last = known.subList(Math.max(0, known.size() - most), known.size());
        List<T> times = new ArrayList<>();
        for (T time = last.isEmpty() ? null : last.getFirst();
                time != null && time.compareTo(last.getLast()) <= 0;
                time = following.apply(time)) {
            if (times.size() == most) {
                return last;
            }
            times.add(time);
        }
        return times;
    }

    private <T> void curve(
            String title,
            List<Measure> measures,
            List<T> times,
            SortedMap<T, Map<Measure, Long>> spans,
            Function<T, String> label)
            throws IOException {
        List<Curve.Line> lines = new ArrayList<>();
        boolean something = false;
        for (Measure measure : measures) {
            long[] values = times.stream()
                    .mapToLong(time -> spans.containsKey(time) ? spans.get(time).get(measure) : 0)
                    .toArray();
            lines.add(
                    new Curve.Line(name(measure), Arrays.stream(values).boxed().toList()));
            something |= Arrays.stream(values).anyMatch(value -> value > 0);
        }
        if (something) {
            List<String> labels = times.stream().map(label).toList();
            page.picture(new Curve(text(title), text("column.time"), Unit.COUNT, labels, lines));
        }
    }

    /// All signs, where the page's top has only the first.
    private void more(List<Sign> signs) throws IOException {
        if (signs.size() > SIGNS_AT_TOP) {
            try (Report report = page.table(text("summary.all-signs"), "count", "sign")) {
                for (Sign sign : signs) {
                    report.row(Cell.number(sign.count()), Cell.text(sentence(sign)));
                }
            }
        }
    }

    private void names(String column, List<LogSummary.Named> names) throws IOException {
        if (!names.isEmpty()) {
            try (Report report = page.table(text("summary.top." + column), "count", column)) {
                for (LogSummary.Named name : names) {
                    report.row(Cell.number(name.count()), Cell.text(name.name()));
                }
            }
        }
    }

    private String name(Measure measure) {
        return text("column." + SummaryRows.column(measure));
    }

    private String text(String key, Object... arguments) {
        return invocation.text(key, arguments);
    }
}
