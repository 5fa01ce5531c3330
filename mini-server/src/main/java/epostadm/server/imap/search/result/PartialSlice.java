package epostadm.server.imap.search.result;

import epostadm.server.imap.PartialRange;
import java.util.List;

/// The part of a list that PARTIAL wants. RFC 5267 section 4.4, RFC 9394 section 3.1.
public final class PartialSlice {

    private PartialSlice() {}

    /// In the list's order, whichever end the range counts from; empty where it has none of them.
    public static <T> List<T> of(PartialRange range, List<T> all) {
        long one = Math.min(range.first(), range.last());
        long other = Math.max(range.first(), range.last());
        // Both from 1 on: -1 is the last.
        long low = one < 0 ? all.size() + 1 + one : one;
        long high = one < 0 ? all.size() + 1 + other : other;
        int from = (int) Math.clamp(low, 1, all.size() + 1L);
        int to = Math.clamp(high, 0, all.size());
        return from > to ? List.of() : all.subList(from - 1, to);
    }

    static String text(PartialRange range) {
        return range.first() + ":" + range.last();
    }
}
