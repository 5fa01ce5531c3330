package epostadm.mailstore.trace;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times that the vendor's programs write as numbers: the low 32 bits of the seconds since 1601-01-01 UTC, as in
/// `Domain.mri`. docs/store-format.md, "Queue".
public final class LogClock {

    private static final Pattern TRIES =
            Pattern.compile("\\b(?:GetTryServer|Last-tried)\\b\\D*?(\\d{9,10})\\b", Pattern.CASE_INSENSITIVE);
    private static final long SECONDS_TO_1970 = 11_644_473_600L;
    private static final long LAST = 0xFFFF_FFFFL;

    private LogClock() {}

    /// The instant that a number means: of all that its 32 bits can mean, the one nearest to `now`.
    public static Instant instant(long low, Instant now) {
        long present = now.getEpochSecond() + SECONDS_TO_1970;
        return now.plusSeconds((int) (low - present)).minusNanos(now.getNano());
    }

    /// The instant that a text of `GetTryServer` or `Last-tried` names.
    public static Optional<Instant> in(String text, Instant now) {
        Matcher number = TRIES.matcher(text);
        if (!number.find()) {
            return Optional.empty();
        }
        long low = Long.parseLong(number.group(1));
        return low > LAST ? Optional.empty() : Optional.of(instant(low, now));
    }
}
