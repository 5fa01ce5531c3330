package epostadm.server.imap.search;

import epostadm.server.imap.SequenceSet;
import epostadm.server.imap.SequenceSet.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/// UIDs by their ranges, each looked up in no time however many ranges there are.
final class NumberSet implements LongPredicate {

    private final long[] lows;
    private final long[] highs;

    private NumberSet(List<Range> ranges) {
        List<Range> joined = new ArrayList<>();
        for (Range range :
                ranges.stream().sorted(Comparator.comparingLong(Range::first)).toList()) {
            Range last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && range.first() <= last.last()) {
                joined.set(joined.size() - 1, new Range(last.first(), Math.max(last.last(), range.last())));
            } else {
                joined.add(range);
            }
        }
        lows = joined.stream().mapToLong(Range::first).toArray();
        highs = joined.stream().mapToLong(Range::last).toArray();
    }

    /// `5:*` holds what is yet to come too; `*` is the last UID, even where the other end is above it.
    static LongPredicate uids(SequenceSet set, SearchScope scope) {
        if (set.saved()) {
            return scope.saved();
        }
        long star = scope.lastUid();
        return new NumberSet(set.ranges().stream()
                .map(range -> ordered(range, star))
                .map(range -> range.last() == SequenceSet.STAR && range.first() > star
                        ? new Range(star, range.first())
                        : range)
                .toList());
    }

    /// The UIDs of the messages that have those sequence numbers.
    static LongPredicate sequence(SequenceSet set, SearchScope scope) {
        if (set.saved()) {
            return scope.saved();
        }
        long last = scope.messages();
        return new NumberSet(set.ranges().stream()
                .map(range -> range.first() == SequenceSet.STAR ? new Range(last, range.last()) : range)
                .map(range -> range.last() == SequenceSet.STAR ? new Range(range.first(), last) : range)
                .map(range -> ordered(range, last))
                .filter(range -> range.last() >= 1 && range.first() <= last)
                .map(range -> new Range(
                        scope.uid().applyAsLong((int) Math.max(1, range.first())),
                        scope.uid().applyAsLong((int) Math.min(last, range.last()))))
                .toList());
    }

    private static Range ordered(Range range, long star) {
        Range either =
                range.first() == SequenceSet.STAR && range.last() == SequenceSet.STAR ? new Range(star, star) : range;
        return either.first() <= either.last() ? either : new Range(either.last(), either.first());
    }

    @Override
    public boolean test(long number) {
        int at = Arrays.binarySearch(lows, number);
        return at >= 0 || at < -1 && number <= highs[-at - 2];
    }
}
