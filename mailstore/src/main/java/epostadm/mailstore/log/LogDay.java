package epostadm.mailstore.log;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file name of a day's log: `160131.log`. Of the year two digits are there, so that a name means a day from
/// 2000 to 2099.
public record LogDay(LocalDate date) {

    private static final Pattern NAME = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})\\.log", Pattern.CASE_INSENSITIVE);

    public static Optional<LogDay> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogDay(LocalDate.of(
                    2000 + Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public String fileName() {
        StringBuilder name = new StringBuilder(10);
        LogStamp.digits(name, date.getYear() % 100, 2);
        LogStamp.digits(name, date.getMonthValue(), 2);
        LogStamp.digits(name, date.getDayOfMonth(), 2);
        return name.append(".log").toString();
    }
}
