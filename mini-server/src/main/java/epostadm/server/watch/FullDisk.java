package epostadm.server.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// Failures for want of room: one is told of, of the others how many there were, once a minute.
final class FullDisk {

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofMinutes(10);

    private Instant last = Instant.MIN;
    private Instant told = Instant.MIN;
    private long untold;

    /// What is to be said of one more failure: nothing, or how many there were besides since something was said.
    synchronized OptionalLong failed(Instant now) {
        boolean first = last.equals(Instant.MIN) || now.isBefore(last) || now.isAfter(last.plus(OVER));
        last = now;
        if (first || !now.isBefore(told.plus(BETWEEN))) {
            OptionalLong before = OptionalLong.of(first ? 0 : untold + 1);
            untold = 0;
            told = now;
            return before;
        }
        untold++;
        return OptionalLong.empty();
    }
}
