package epostadm.mailstore.mail;

import java.util.Optional;

/// A message's unique identifier in its folder, 1 to 4294967295 (RFC 9051 section 2.3.1.1).
public record Uid(long value) implements Comparable<Uid> {

    /// The last UID there is: 2^32 - 1.
    public static final Uid LAST = new Uid(0xFFFF_FFFFL);

    private static final int DIGITS = 10;

    public Uid {
        if (value < 1 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("not a UID: " + value);
        }
    }

    public static Uid of(long value) {
        return new Uid(value);
    }

    /// The ten digits of a message file's name, or nothing where they are no UID.
    public static Optional<Uid> parse(CharSequence tenDigits) {
        if (tenDigits.length() != DIGITS) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = tenDigits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            value = value * 10 + digit;
        }
        return value < 1 || value > LAST.value ? Optional.empty() : Optional.of(new Uid(value));
    }

    /// Ten digits with leading zeros, as a message file's name has them.
    public String padded() {
        String digits = Long.toString(value);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    @Override
    public int compareTo(Uid other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
