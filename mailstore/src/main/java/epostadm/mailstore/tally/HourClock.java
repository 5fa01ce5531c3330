package epostadm.mailstore.tally;

import epostadm.mailstore.log.LogLineParser;
import epostadm.mailstore.log.LogPeriod;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reads stamps where they lie: of those of the same hour only minutes and seconds are looked at.
final class HourClock {

    static final int LENGTH = 22;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long since;
    private final long until;
    private long first;
    private long second;
    private LocalDateTime hour = LocalDateTime.MIN;
    private long hourSeconds;
    private boolean changed;

    HourClock(LogPeriod period) {
        this.since = period.since().map(HourClock::seconds).orElse(Long.MIN_VALUE);
        this.until = period.until().map(HourClock::seconds).orElse(Long.MAX_VALUE);
    }

    private static long seconds(LocalDateTime at) {
        return at.toEpochSecond(ZoneOffset.UTC);
    }

    /// Whether a stamp of the usual width begins at `at`, a bracket.
    boolean read(byte[] block, int at, int end) {
        if (at + LENGTH > end || block[at] != '[' || block[at + LENGTH - 1] != ']' || block[at + 15] != ':') {
            return false;
        }
        long one = (long) EIGHT.get(block, at);
        long other = (long) EIGHT.get(block, at + 7);
        if (one == first && other == second) {
            return true;
        }
        Optional<LocalDateTime> time = LogLineParser.stamp(new String(block, at, LENGTH, StandardCharsets.ISO_8859_1));
        if (time.isEmpty()) {
            return false;
        }
        first = one;
        second = other;
        hour = time.get().truncatedTo(ChronoUnit.HOURS);
        hourSeconds = seconds(hour);
        changed = true;
        return true;
    }

    /// Whether the last stamp that was read is of the period.
    boolean wanted(byte[] block, int at) {
        long time = hourSeconds + 60L * two(block, at + 16) + two(block, at + 19);
        return time >= since && time <= until;
    }

    private static int two(byte[] block, int at) {
        return (block[at] - '0') * 10 + block[at + 1] - '0';
    }

    /// Whether the hour is another one since this was asked last.
    boolean changed() {
        boolean was = changed;
        changed = false;
        return was;
    }

    LocalDateTime hour() {
        return hour;
    }
}
