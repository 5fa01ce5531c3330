package epostadm.server.lookup;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Until when a whole check may go on.
public record TimeLimit(InstantSource clock, Instant end) {

    public static TimeLimit of(InstantSource clock, Duration time) {
        return new TimeLimit(clock, clock.instant().plus(time));
    }

    public Instant now() {
        return clock.instant();
    }

    /// What is left of it, zero where it is over.
    public Duration left() {
        Duration left = Duration.between(now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// The time for one question.
    ///
    /// @throws OverException where nothing is left
    Duration of(Duration usual) {
        Duration left = left();
        if (left.toMillis() == 0) {
            throw new OverException();
        }
        return left.compareTo(usual) < 0 ? left : usual;
    }

    /// Leads from whatever question back to the part of the check that asked it, which is then told as not checked.
    static final class OverException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        OverException() {
            super("the time of the check is over");
        }
    }
}
