package epostadm.mailstore.log;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/// From when to when lines are wanted, in the server's local time; both ends belong to it.
public record LogPeriod(Optional<LocalDateTime> since, Optional<LocalDateTime> until) {

    public static final LogPeriod ALL = new LogPeriod(Optional.empty(), Optional.empty());

    public boolean covers(LocalDateTime at) {
        return (since.isEmpty() || !at.isBefore(since.get())) && (until.isEmpty() || !at.isAfter(until.get()));
    }

    /// Whether a day's file may hold wanted lines: a line that waited for the disk may stand in the next day's
    /// file.
    boolean touches(LogDay day) {
        LocalDate date = day.date();
        return (since.isEmpty() || !date.isBefore(since.get().toLocalDate()))
                && (until.isEmpty() || !date.isAfter(until.get().toLocalDate().plusDays(1)));
    }
}
