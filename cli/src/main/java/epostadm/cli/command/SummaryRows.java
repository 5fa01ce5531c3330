package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.tally.LogSummary;
import epostadm.mailstore.tally.Measure;
import epostadm.mailstore.tally.Sign;
import epostadm.mailstore.tally.Table;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What `logs summary` prints as text, and as rows for programs.
record SummaryRows(LogSummary summary, List<Sign> signs, LogsSummary.Span by, int top, Invocation invocation) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:00", Locale.ROOT);

    /// The tables that are printed, each under the column's name.
    static final Map<Table, String> TOPS = Collections.unmodifiableMap(new EnumMap<>(Map.of(
            Table.REFUSALS, "refusal",
            Table.FAILURES, "failure",
            Table.SENDERS, "sender",
            Table.TARGETS, "target",
            Table.ADDRESSES, "client")));

    private static final String[] MEASURES = {
        "accepted", "refused", "deliveredInside", "deliveredOutside", "deferred", "failed", "logins", "loginsFailed"
    };

    /// The column of a measure.
    static String column(Measure measure) {
        return MEASURES[measure.ordinal()];
    }

    private Map<String, Map<Measure, Long>> spans(DateTimeFormatter day, DateTimeFormatter hour) {
        Map<String, Map<Measure, Long>> spans = new TreeMap<>();
        switch (by) {
            case DAY -> summary.days().forEach((date, counts) -> spans.put(day.format(date), counts));
            case HOUR -> summary.hours().forEach((time, counts) -> spans.put(hour.format(time), counts));
        }
        return spans;
    }

    private static List<Cell> cells(Map<Measure, Long> counts) {
        List<Cell> cells = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            cells.add(Cell.number(counts.get(measure)));
        }
        return cells;
    }

    private static String[] columns(String... first) {
        List<String> columns = new ArrayList<>(List.of(first));
        Collections.addAll(columns, MEASURES);
        return columns.toArray(String[]::new);
    }

    void print() throws IOException {
        try (Report report = invocation.table("", columns("time"))) {
            for (Map.Entry<String, Map<Measure, Long>> span : spans(DAY, HOUR).entrySet()) {
                List<Cell> cells = cells(span.getValue());
                cells.addFirst(Cell.text(span.getKey()));
                report.row(cells.toArray(Cell[]::new));
            }
        }
        for (Map.Entry<Table, String> table : TOPS.entrySet()) {
            List<LogSummary.Named> first = summary.first(table.getKey(), top);
            if (first.isEmpty()) {
                continue;
            }
            invocation.bytes().write('\n');
            try (Report report = invocation.table("", "count", table.getValue())) {
                for (LogSummary.Named one : first) {
                    report.row(Cell.number(one.count()), Cell.text(one.name()));
                }
            }
        }
        if (!signs.isEmpty()) {
            invocation.bytes().write('\n');
            try (Report report = invocation.table("", "count", "sign")) {
                for (Sign sign : signs) {
                    report.row(Cell.number(sign.count()), Cell.text(sentence(sign)));
                }
            }
        }
    }

    private String sentence(Sign sign) {
        return switch (sign) {
            case Sign.SuddenSender(String sender, LocalDateTime hour, long _, long usual) ->
                invocation.text("sign.sudden-sender", sender, HOUR.format(hour), usual);
            case Sign.ManyPlaces(String account, long _) -> invocation.text("sign.many-places", account);
            case Sign.Guessing(String address, long _) -> invocation.text("sign.guessing", address);
        };
    }

    private static String token(Sign sign) {
        return switch (sign) {
            case Sign.SuddenSender _ -> "sudden-sender";
            case Sign.ManyPlaces _ -> "many-places";
            case Sign.Guessing _ -> "guessing";
        };
    }

    void printRows(LogShelf shelf) throws IOException {
        try (Report report = invocation.table("rows", columns("section", "name", "count"))) {
            for (Map.Entry<String, Map<Measure, Long>> span : spans(
                            DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .entrySet()) {
                List<Cell> cells = cells(span.getValue());
                cells.addAll(0, List.of(Cell.text(Tokens.of(by)), Cell.text(span.getKey()), Cell.absent()));
                report.row(cells.toArray(Cell[]::new));
            }
            for (Map.Entry<Table, String> table : TOPS.entrySet()) {
                for (LogSummary.Named one : summary.first(table.getKey(), top)) {
                    report.row(counted(table.getValue(), one.name(), one.count()));
                }
            }
            for (Sign sign : signs) {
                report.row(counted(token(sign), sign.subject(), sign.count()));
            }
            report.fact("lines", Cell.number(summary.lines()));
            report.fact("unknownLines", Cell.number(summary.unknownLines()));
            report.fact("files", Cell.number(shelf.files().size()));
            report.fact("size", Cell.size(shelf.bytes()));
        }
    }

    private static Cell[] counted(String section, String name, long count) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.text(section), Cell.text(name), Cell.number(count)));
        for (int i = 0; i < MEASURES.length; i++) {
            cells.add(Cell.absent());
        }
        return cells.toArray(Cell[]::new);
    }
}
