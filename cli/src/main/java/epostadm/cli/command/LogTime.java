package epostadm.cli.command;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time of logs as people type it: `2026-04-15`, `2026/4/15`, `260415` as logs are called, each with `10:30` or
/// `10:30:00` behind it or without.
final class LogTime {

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})|(\\d{2})(\\d{2})(\\d{2}))(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");

    private LogTime() {}

    /// @param end what is left out is the latest that it can be
    static Optional<LocalDateTime> parse(String typed, boolean end) {
        Matcher parts = FORM.matcher(typed);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean whole = parts.group(1) != null;
        try {
            return Optional.of(LocalDateTime.of(
                    whole ? number(parts, 1, 0) : 2000 + number(parts, 4, 0),
                    number(parts, whole ? 2 : 5, 0),
                    number(parts, whole ? 3 : 6, 0),
                    number(parts, 7, end ? 23 : 0),
                    number(parts, 8, end ? 59 : 0),
                    number(parts, 9, end ? 59 : 0)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group, int otherwise) {
        return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
    }
}
