package epostadm.server.imap.search.order;

import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// SORT. RFC 5256 section 3: the first criterion counts most, and where all are equal, the sequence number, which
/// REVERSE does not reverse.
public final class MessageSort {

    private final List<SortCriterion> criteria;

    public MessageSort(List<SortCriterion> criteria) {
        this.criteria = List.copyOf(criteria);
    }

    /// Each message is asked once for what it is sorted by.
    public <M extends SearchedMessage> List<M> sorted(List<M> messages) throws IOException {
        List<Row<M>> rows = new ArrayList<>(messages.size());
        for (M message : messages) {
            rows.add(new Row<>(message, values(message)));
        }
        rows.sort(Comparator.comparing(Row::values));
        return rows.stream().map(Row::message).toList();
    }

    private record Row<M>(M message, SortedBy values) {}

    SortedBy values(SearchedMessage message) throws IOException {
        List<Comparable<?>> values = new ArrayList<>(criteria.size());
        for (SortCriterion criterion : criteria) {
            values.add(SortValues.of(message, criterion.key()));
        }
        return new SortedBy(criteria, values, message.uid());
    }
}
