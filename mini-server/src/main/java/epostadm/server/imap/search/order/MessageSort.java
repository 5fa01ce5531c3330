package epostadm.server.imap.search.order;

import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// SORT. RFC 5256 section 3: the first criterion counts most, and where all are equal, the sequence number, which
/// REVERSE does not reverse.
public final class MessageSort {

    private final List<SortCriterion> criteria;

    public MessageSort(List<SortCriterion> criteria) {
        this.criteria = List.copyOf(criteria);
    }

    public <M extends SearchedMessage> List<M> sorted(List<M> messages) throws IOException {
        return sorted(messages, new SortMemory().folder("", messages.size()));
    }

    /// Those that will be asked what they are sorted by, in their order: others are known.
    public <M extends SearchedMessage> List<M> unknown(List<M> messages, FolderOrder folder) {
        boolean[] unknown = folder.unknown(messages, criteria);
        return IntStream.range(0, unknown.length)
                .filter(i -> unknown[i])
                .mapToObj(messages::get)
                .toList();
    }

    /// By one criterion after the other, the least first: what is equal stays as it is.
    ///
    /// @param messages of that folder, in the order of their sequence numbers
    public <M extends SearchedMessage> List<M> sorted(List<M> messages, FolderOrder folder) throws IOException {
        int[] order = IntStream.range(0, messages.size()).toArray();
        for (SortCriterion criterion : criteria.reversed()) {
            int[] ranks = folder.ranks(messages, criterion.key());
            long[] rows = new long[order.length];
            for (int i = 0; i < rows.length; i++) {
                int rank = ranks[order[i]];
                rows[i] = (long) (criterion.reverse() ? -rank : rank) << Integer.SIZE | i;
            }
            Arrays.sort(rows);
            int[] before = order;
            order = Arrays.stream(rows).mapToInt(row -> before[(int) row]).toArray();
        }
        return Arrays.stream(order).mapToObj(messages::get).toList();
    }

    SortedBy values(SearchedMessage message) throws IOException {
        List<SortKey> values = new ArrayList<>(criteria.size());
        for (SortCriterion criterion : criteria) {
            values.add(SortValues.of(message, criterion.key()));
        }
        return new SortedBy(criteria, values, message.uid());
    }
}
