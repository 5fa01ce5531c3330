package epostadm.server.imap;

import java.util.List;
import java.util.Optional;

/// What a SEARCH or SORT with RETURN wants to hear: RFC 4731, 5182, 5267, 9394. Nothing asked for is ALL, which the
/// parser sets.
///
/// @param save RFC 5182
/// @param update RFC 5267 section 4.3
/// @param context RFC 5267 section 4.2, a hint
/// @param updateItems RFC 5465 section 8: what FETCH tells of a message that is found later
/// @param partial RFC 5267 section 4.4, RFC 9394
public record SearchReturn(
        boolean min,
        boolean max,
        boolean all,
        boolean count,
        boolean save,
        boolean update,
        List<FetchItem> updateItems,
        boolean context,
        Optional<PartialRange> partial) {

    public static final SearchReturn ALL =
            new SearchReturn(false, false, true, false, false, false, List.of(), false, Optional.empty());

    public SearchReturn {
        updateItems = List.copyOf(updateItems);
    }

    public SearchReturn(
            boolean min,
            boolean max,
            boolean all,
            boolean count,
            boolean save,
            boolean update,
            boolean context,
            Optional<PartialRange> partial) {
        this(min, max, all, count, save, update, List.of(), context, partial);
    }
}
