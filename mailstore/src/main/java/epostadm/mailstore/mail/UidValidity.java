package epostadm.mailstore.mail;

import java.time.Instant;
import java.util.Optional;

/// A folder's unique identifier validity value, 1 to 4294967295 (RFC 9051 section 2.3.1.1).
public record UidValidity(long value) implements Comparable<UidValidity> {

    private static final long LAST = 0xFFFF_FFFFL;

    /// Seconds from 1601-01-01, where Windows file times begin, to 1970-01-01.
    private static final long FILETIME_EPOCH = 11_644_473_600L;

    public UidValidity {
        if (value < 1 || value > LAST) {
            throw new IllegalArgumentException("not a UIDVALIDITY: " + value);
        }
    }

    public static UidValidity of(long value) {
        return new UidValidity(value);
    }

    /// What the vendor's server gives a folder of that creation time: the low 32 bits of the Windows file time
    /// (100 ns units since 1601). docs/store-format.md, "UIDVALIDITY".
    public static UidValidity ofCreation(Instant created) {
        long ticks = (created.getEpochSecond() + FILETIME_EPOCH) * 10_000_000L + created.getNano() / 100;
        return new UidValidity(Math.max(1, ticks & LAST));
    }

    /// A value for a new folder that lies above `highest`, the highest value used before, and is the time in
    /// seconds where that suffices; nothing where `highest` is the last value there is.
    public static Optional<UidValidity> above(Optional<UidValidity> highest, Instant now) {
        long least = highest.map(used -> used.value + 1).orElse(1L);
        long value = Math.max(least, now.getEpochSecond() & LAST);
        return value > LAST ? Optional.empty() : Optional.of(new UidValidity(value));
    }

    @Override
    public int compareTo(UidValidity other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
