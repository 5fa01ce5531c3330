package epostadm.server.imap;

import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/// Numbers of messages, or UIDs, as ascending ranges: small also where it is 1 to 100,000.
public final class NumberSet {

    public static final NumberSet NONE = new NumberSet(new long[0]);

    /// First and last of each range, one after the other.
    private final long[] ends;

    NumberSet(long[] ends) {
        this.ends = ends;
    }

    /// @param ascending each at least as high as the one before
    public static NumberSet of(LongStream ascending) {
        Builder builder = new Builder();
        ascending.forEachOrdered(builder::add);
        return builder.build();
    }

    public static NumberSet of(long... ascending) {
        return of(LongStream.of(ascending));
    }

    public boolean isEmpty() {
        return ends.length == 0;
    }

    /// How many numbers there are.
    public long size() {
        long size = 0;
        for (int i = 0; i < ends.length; i += 2) {
            size += ends[i + 1] - ends[i] + 1;
        }
        return size;
    }

    public boolean contains(long number) {
        int found = Arrays.binarySearch(ends, number);
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    public int ranges() {
        return ends.length / 2;
    }

    /// The first number of a range.
    public long first(int range) {
        return ends[2 * range];
    }

    /// The last number of a range.
    public long last(int range) {
        return ends[2 * range + 1];
    }

    public void forEach(LongConsumer consumer) {
        for (int i = 0; i < ends.length; i += 2) {
            for (long number = ends[i]; number <= ends[i + 1]; number++) {
                consumer.accept(number);
            }
        }
    }

    public LongStream stream() {
        return java.util.stream.IntStream.range(0, ranges())
                .boxed()
                .flatMapToLong(range -> LongStream.rangeClosed(first(range), last(range)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberSet set && Arrays.equals(ends, set.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    /// As RFC 9051's `uid-set`; empty where there are none.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ends.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(ends[i]);
            if (ends[i + 1] != ends[i]) {
                text.append(':').append(ends[i + 1]);
            }
        }
        return text.toString();
    }

    /// Takes ascending numbers.
    public static final class Builder {

        private long[] ends = new long[8];
        private int used;

        public Builder add(long number) {
            return add(number, number);
        }

        /// @param first not below any that was added before
        public Builder add(long first, long last) {
            if (used > 0 && first < ends[used - 2] || last < first) {
                throw new IllegalArgumentException(first + ":" + last + " does not ascend");
            }
            if (used > 0 && first <= ends[used - 1] + 1) {
                ends[used - 1] = Math.max(ends[used - 1], last);
                return this;
            }
            if (used == ends.length) {
                ends = Arrays.copyOf(ends, used * 2);
            }
            ends[used++] = first;
            ends[used++] = last;
            return this;
        }

        public NumberSet build() {
            return used == 0 ? NONE : new NumberSet(Arrays.copyOf(ends, used));
        }
    }
}
