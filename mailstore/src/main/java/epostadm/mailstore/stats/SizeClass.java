package epostadm.mailstore.stats;

/// How large a message is.
public enum SizeClass {
    UNDER_10_KB(10L << 10),
    UNDER_100_KB(100L << 10),
    UNDER_1_MB(1L << 20),
    UNDER_10_MB(10L << 20),
    LARGER(Long.MAX_VALUE);

    private final long end;

    SizeClass(long end) {
        this.end = end;
    }

    static SizeClass of(long bytes) {
        int size = 0;
        while (bytes >= values()[size].end && size < LARGER.ordinal()) {
            size++;
        }
        return values()[size];
    }
}
