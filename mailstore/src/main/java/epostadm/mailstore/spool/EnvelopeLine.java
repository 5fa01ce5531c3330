package epostadm.mailstore.spool;

/// What may stand behind the colon of an envelope's line.
final class EnvelopeLine {

    /// Longer than any path (RFC 5321 section 4.5.3.1.3), and than any with xtext.
    static final int LONGEST = 2048;

    private EnvelopeLine() {}

    static boolean fits(String value) {
        return value.length() <= LONGEST
                && value.equals(value.strip())
                && value.codePoints()
                        .noneMatch(c -> c < ' ' || c == 0x7F || c >= 0x80 && c <= 0x9F || c >= 0xD800 && c <= 0xDFFF);
    }

    /// An address, which stands without its angle brackets, or nothing.
    static boolean path(String value) {
        return fits(value) && !value.startsWith("<");
    }

    static void requireValue(String value) {
        if (value.isEmpty() || !fits(value)) {
            throw new IllegalArgumentException("cannot stand in an envelope: " + value);
        }
    }

    static void requirePath(String value) {
        if (!path(value)) {
            throw new IllegalArgumentException("cannot stand in an envelope: " + value);
        }
    }
}
