package epostadm.mailstore.log;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `[31/Jan/2016:08:55:55]`: local time to the second, in a zone that the reader has to know.
final class LogStamp {

    static final String FORM = "\\[(\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2})\\]";

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final Pattern PARTS =
            Pattern.compile("(\\d{1,2})/([A-Z][a-z]{2})/(\\d{4}):(\\d{2}):(\\d{2}):(\\d{2})");

    private LogStamp() {}

    static LocalDateTime rounded(LocalDateTime at) {
        if (at.getYear() < 0 || at.getYear() > 9999) {
            throw new IllegalArgumentException("not a year of logs: " + at);
        }
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    static String write(LocalDateTime at) {
        StringBuilder text = new StringBuilder(22).append('[');
        digits(text, at.getDayOfMonth(), 2).append('/').append(MONTHS.get(at.getMonthValue() - 1));
        digits(text.append('/'), at.getYear(), 4);
        digits(text.append(':'), at.getHour(), 2);
        digits(text.append(':'), at.getMinute(), 2);
        digits(text.append(':'), at.getSecond(), 2);
        return text.append(']').toString();
    }

    static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    /// What stands between the brackets.
    static Optional<LocalDateTime> read(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches() || !MONTHS.contains(parts.group(2))) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                    Integer.parseInt(parts.group(3)),
                    MONTHS.indexOf(parts.group(2)) + 1,
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(4)),
                    Integer.parseInt(parts.group(5)),
                    Integer.parseInt(parts.group(6))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
