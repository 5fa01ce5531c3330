package epostadm.server.imap.search;

import epostadm.server.imap.NumberSet;
import epostadm.server.imap.SequenceSet;
import epostadm.server.imap.SequenceSet.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/// Turns the sets of a search key into UIDs.
final class SearchedNumbers {

    private static final long HIGHEST = 0xFFFFFFFFL;

    /// Both ends are in it.
    private record Span(long low, long high) {}

    private SearchedNumbers() {}

    /// `5:*` holds what is yet to come too; `*` is the last UID, even where the other end is above it.
    static LongPredicate uids(SequenceSet set, SearchScope scope) {
        long last = scope.lastUid();
        return predicate(set, scope, (low, high) -> {
            if (high != SequenceSet.STAR) {
                return new Span(low, high);
            }
            long from = low == SequenceSet.STAR ? last : low;
            return from > last ? new Span(last, from) : new Span(from, HIGHEST);
        });
    }

    /// The UIDs of the messages that have those sequence numbers.
    static LongPredicate sequence(SequenceSet set, SearchScope scope) {
        long last = scope.messages();
        return predicate(set, scope, (low, high) -> {
            long one = low == SequenceSet.STAR ? last : low;
            long other = high == SequenceSet.STAR ? last : high;
            long from = Math.min(one, other);
            long end = Math.min(Math.max(one, other), last);
            return from < 1 || from > end
                    ? new Span(0, 0)
                    : new Span(scope.uid().applyAsLong((int) from), scope.uid().applyAsLong((int) end));
        });
    }

    private interface Resolution {
        Span of(long low, long high);
    }

    private static LongPredicate predicate(SequenceSet set, SearchScope scope, Resolution resolution) {
        if (set.saved()) {
            return scope.saved();
        }
        List<Span> spans = new ArrayList<>();
        for (Range range : set.ranges()) {
            spans.add(resolution.of(Math.min(range.first(), range.last()), Math.max(range.first(), range.last())));
        }
        spans.sort(Comparator.comparingLong(Span::low));
        NumberSet.Builder numbers = new NumberSet.Builder();
        spans.forEach(span -> numbers.add(span.low(), span.high()));
        return numbers.build()::contains;
    }
}
