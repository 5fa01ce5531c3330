package epostadm.server.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sequence numbers or UIDs: RFC 9051 section 9, `sequence-set`.
///
/// @param ranges as they came; none where [#saved] stands
/// @param saved RFC 5182's `$`
public record SequenceSet(List<Range> ranges, boolean saved) {

    /// What `*` is until it is known.
    public static final long STAR = Long.MAX_VALUE;

    /// RFC 5182's `$`: what the last SEARCH with SAVE found.
    public static final SequenceSet SAVED = new SequenceSet(List.of(), true);

    private static final long HIGHEST = 0xFFFFFFFFL;

    public SequenceSet {
        ranges = List.copyOf(ranges);
        if (saved != ranges.isEmpty()) {
            throw new IllegalArgumentException("neither numbers nor what was saved, or both");
        }
    }

    /// Both ends are in it, in either order; [#STAR] for `*`.
    public record Range(long first, long last) {

        public Range {
            if (!valid(first) || !valid(last)) {
                throw new IllegalArgumentException(first + ":" + last);
            }
        }

        private static boolean valid(long number) {
            return number == STAR || number >= 1 && number <= HIGHEST;
        }

        long low() {
            return Math.min(first, last);
        }

        long high() {
            return Math.max(first, last);
        }

        boolean star() {
            return high() == STAR;
        }

        @Override
        public String toString() {
            return first == last ? number(first) : number(first) + ":" + number(last);
        }

        private static String number(long number) {
            return number == STAR ? "*" : Long.toString(number);
        }
    }

    /// The set, or nothing where the text is none.
    static Optional<SequenceSet> parse(String text) {
        if (text.equals("$")) {
            return Optional.of(SAVED);
        }
        List<Range> ranges = new ArrayList<>();
        int begin = 0;
        while (true) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? text.length() : comma;
            int colon = text.indexOf(':', begin);
            boolean two = colon >= 0 && colon < end;
            long first = number(text, begin, two ? colon : end);
            long last = two ? number(text, colon + 1, end) : first;
            if (first == 0 || last == 0) {
                return Optional.empty();
            }
            ranges.add(new Range(first, last));
            if (comma < 0) {
                return Optional.of(new SequenceSet(ranges, false));
            }
            begin = comma + 1;
        }
    }

    /// The number, or 0 where there is none.
    private static long number(String text, int begin, int end) {
        if (end - begin == 1 && text.charAt(begin) == '*') {
            return STAR;
        }
        long number = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i == begin && c == '0') {
                return 0;
            }
            number = number * 10 + c - '0';
            if (number > HIGHEST) {
                return 0;
            }
        }
        return number;
    }

    /// Whether `*` is in it.
    public boolean star() {
        return ranges.stream().anyMatch(Range::star);
    }

    /// Whether it is one number, or `*`.
    boolean single() {
        return ranges.size() == 1
                && ranges.getFirst().first() == ranges.getFirst().last();
    }

    /// The highest number that is named as such; 0 where there is only `*`.
    public long highest() {
        return ranges.stream()
                .flatMapToLong(range -> java.util.stream.LongStream.of(range.first(), range.last()))
                .filter(number -> number != STAR)
                .max()
                .orElse(0);
    }

    /// The numbers in ascending order, each once. Those above `star` are there too.
    ///
    /// @param star what `*` stands for: the highest number in use; 0 where there is none, and then `*` is nothing
    public NumberSet resolve(long star) {
        NumberSet.Builder builder = new NumberSet.Builder();
        ranges.stream()
                .filter(range -> star > 0 || !range.star())
                .map(range -> range.star() ? toStar(range, star) : range)
                .sorted(Comparator.comparingLong(Range::low))
                .forEachOrdered(range -> builder.add(range.low(), range.high()));
        return builder.build();
    }

    private static Range toStar(Range range, long star) {
        return new Range(range.low() == STAR ? star : range.low(), star);
    }

    @Override
    public String toString() {
        return saved ? "$" : ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
