package epostadm.server.queue;

import java.time.Duration;
import java.time.Instant;

/// When a message that could not be delivered is tried again, and when it is given up.
///
/// The gaps double: with a first gap of 2 minutes the tries come 2, 6, 14, 30, 62 ... minutes after the first one.
/// A message is given up by the kind of its last failure and by its age, so that messages which share a domain's
/// number of tries are each treated by their own time. docs/store-format.md, "Queue".
///
/// @param firstGap the time between the first try and the second
/// @param triesAfterRefusal with how many tries a message is given up that is refused (5xx); with 1 at once
/// @param afterDeferral how long a message is tried that is refused for now (4xx)
/// @param withoutAnswer how long a message is tried whose server does not answer
public record RetrySchedule(Duration firstGap, int triesAfterRefusal, Duration afterDeferral, Duration withoutAnswer) {

    /// As E-Post does it.
    public static final RetrySchedule VENDORS =
            new RetrySchedule(Duration.ofMinutes(2), 9, Duration.ofHours(8), Duration.ofHours(24));

    /// Beyond it a gap would be longer than any message is kept.
    private static final int MOST_DOUBLINGS = 20;

    public RetrySchedule {
        if (!firstGap.isPositive() || triesAfterRefusal < 1) {
            throw new IllegalArgumentException(firstGap + " as first gap, " + triesAfterRefusal + " tries");
        }
    }

    /// How long after the first try the try of that number comes, if none is late.
    public Duration offset(int tryNumber) {
        return firstGap.multipliedBy((1L << Math.min(tryNumber - 1, MOST_DOUBLINGS)) - 1);
    }

    /// When the next try is due after `tries` tries.
    public Instant next(Instant lastTried, int tries) {
        return lastTried.plus(firstGap.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS)));
    }

    /// How old a message may become whose tries end in such a failure.
    public Duration patience(Failure failure) {
        return switch (failure) {
            case REFUSED -> offset(triesAfterRefusal);
            case DEFERRED -> afterDeferral;
            case NO_ANSWER -> withoutAnswer;
        };
    }

    /// Whether a message of that age is given up after a try that ended so.
    public boolean givesUp(Failure failure, Duration age) {
        return age.compareTo(patience(failure)) >= 0;
    }
}
