package epostadm.server.imap;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as commands have them: RFC 9051 section 9, `date` and `date-time`.
final class DateReader {

    static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final String DAY = "([ 0-9]?[0-9])-([A-Za-z]{3})-([0-9]{4})";
    private static final Pattern DATE = Pattern.compile(DAY);
    private static final Pattern DATE_TIME =
            Pattern.compile(DAY + " ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})");

    private DateReader() {}

    static LocalDate date(String text) throws ImapSyntaxException {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches() || text.startsWith(" ")) {
            throw new ImapSyntaxException("bad date");
        }
        try {
            return day(matcher);
        } catch (DateTimeException _) {
            throw new ImapSyntaxException("no such date");
        }
    }

    static OffsetDateTime dateTime(String text) throws ImapSyntaxException {
        Matcher matcher = DATE_TIME.matcher(text);
        if (!matcher.matches()) {
            throw new ImapSyntaxException("bad date and time");
        }
        try {
            int sign = matcher.group(7).equals("-") ? -1 : 1;
            // A leap second has no place in Java's time.
            int seconds = Math.min(number(matcher, 6), number(matcher, 6) == 60 ? 59 : 99);
            return OffsetDateTime.of(
                    day(matcher),
                    java.time.LocalTime.of(number(matcher, 4), number(matcher, 5), seconds),
                    ZoneOffset.ofHoursMinutes(sign * number(matcher, 8), sign * number(matcher, 9)));
        } catch (DateTimeException _) {
            throw new ImapSyntaxException("no such date and time");
        }
    }

    private static LocalDate day(Matcher matcher) {
        String month = matcher.group(2);
        String name = month.substring(0, 1).toUpperCase(Locale.ROOT)
                + month.substring(1).toLowerCase(Locale.ROOT);
        return LocalDate.of(
                number(matcher, 3),
                MONTHS.indexOf(name) + 1,
                Integer.parseInt(matcher.group(1).strip()));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
