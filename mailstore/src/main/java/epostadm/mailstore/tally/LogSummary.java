package epostadm.mailstore.tally;

import epostadm.mailstore.control.JapaneseText;
import epostadm.mailstore.log.LogFile;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogScan;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the logs of a period say in numbers, in one reading.
public final class LogSummary {

    /// The dialogue of reception says nothing that the others do not, and is the longest of all.
    public static final Set<LogName> LOGS = EnumSet.complementOf(EnumSet.of(LogName.RECEIVELOG));

    /// A sender is sudden where an hour has so many times what the others have.
    private static final int TIMES = 10;

    private final Counts counts;

    private LogSummary(Counts counts) {
        this.counts = counts;
    }

    public static LogSummary of(LogShelf shelf, LogPeriod period, int threads, Progress progress) throws IOException {
        Counts all = new Counts();
        List<LogFile> files = shelf.of(LOGS);
        LogScan.run(files, (file, _) -> new LineTally(file.log(), period, all::addAll), threads, progress);
        return new LogSummary(all);
    }

    /// A name and how often it came.
    public record Named(String name, long count) {}

    /// By hour, of which those with nothing at all are missing.
    public SortedMap<LocalDateTime, Map<Measure, Long>> hours() {
        SortedMap<LocalDateTime, Map<Measure, Long>> hours = new TreeMap<>();
        counts.hours.forEach((hour, sums) -> {
            if (Arrays.stream(sums).sum() > 0) {
                hours.put(hour, named(sums));
            }
        });
        return hours;
    }

    public SortedMap<LocalDate, Map<Measure, Long>> days() {
        SortedMap<LocalDate, long[]> days = new TreeMap<>();
        counts.hours.forEach((hour, sums) -> {
            long[] day = days.computeIfAbsent(hour.toLocalDate(), _ -> new long[sums.length]);
            for (int i = 0; i < sums.length; i++) {
                day[i] += sums[i];
            }
        });
        SortedMap<LocalDate, Map<Measure, Long>> named = new TreeMap<>();
        days.forEach((day, sums) -> named.put(day, named(sums)));
        return named;
    }

    private static Map<Measure, Long> named(long[] sums) {
        Map<Measure, Long> named = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            named.put(measure, sums[measure.ordinal()]);
        }
        return named;
    }

    /// The most frequent ones of a table.
    public List<Named> first(Table table, int wanted) {
        return counts.table(table).first(wanted).stream()
                .map(top -> new Named(JapaneseText.read(top.key()), top.count()))
                .toList();
    }

    /// By how much the counts of a table may be too low.
    public long error(Table table) {
        return counts.table(table).error();
    }

    public long lines() {
        return counts.lines;
    }

    public long unknownLines() {
        return counts.unknown;
    }

    /// The gravest of each kind first.
    public List<Sign> signs(Sign.Thresholds thresholds) {
        List<Sign> signs = new ArrayList<>(sudden(thresholds.sudden()));
        Map<String, Long> places = new HashMap<>();
        for (Named pair : first(Table.LOGIN_PLACES, Integer.MAX_VALUE)) {
            places.merge(pair.name.substring(0, pair.name.indexOf(' ')), 1L, Long::sum);
        }
        places.entrySet().stream()
                .filter(entry -> entry.getValue() >= thresholds.places())
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> signs.add(new Sign.ManyPlaces(entry.getKey(), entry.getValue())));
        for (Named guesser : first(Table.GUESSERS, Integer.MAX_VALUE)) {
            if (guesser.count >= thresholds.guesses()) {
                signs.add(new Sign.Guessing(guesser.name, guesser.count));
            }
        }
        return signs;
    }

    private List<Sign> sudden(int threshold) {
        List<Sign> signs = new ArrayList<>();
        if (counts.hours.isEmpty()) {
            return signs;
        }
        TreeMap<LocalDateTime, long[]> hours = new TreeMap<>(counts.hours);
        long span =
                Math.max(1, Duration.between(hours.firstKey(), hours.lastKey()).toHours());
        Map<String, Long> totals = new HashMap<>();
        first(Table.SENDERS, Integer.MAX_VALUE).forEach(sender -> totals.put(sender.name, sender.count));
        for (Named hour : first(Table.SENDER_HOURS, Integer.MAX_VALUE)) {
            if (hour.count < threshold) {
                break;
            }
            int space = hour.name.lastIndexOf(' ');
            String sender = hour.name.substring(0, space);
            long others = Math.max(0, totals.getOrDefault(sender, hour.count) - hour.count);
            long usual = (others + span - 1) / span;
            if (hour.count >= TIMES * usual) {
                LocalDateTime at =
                        LocalDateTime.parse(hour.name.substring(space + 1).toUpperCase(Locale.ROOT));
                signs.add(new Sign.SuddenSender(sender, at, hour.count, usual));
            }
        }
        return signs;
    }
}
