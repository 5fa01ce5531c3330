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
            List<Comparable<?>> values = new ArrayList<>(criteria.size());
            for (SortCriterion criterion : criteria) {
                values.add(SortValues.of(message, criterion.key()));
            }
            rows.add(new Row<>(message, values));
        }
        rows.sort(order());
        return rows.stream().map(Row::message).toList();
    }

    private record Row<M>(M message, List<Comparable<?>> values) {}

    private Comparator<Row<? extends SearchedMessage>> order() {
        Comparator<Row<? extends SearchedMessage>> order = (_, _) -> 0;
        for (int i = 0; i < criteria.size(); i++) {
            int at = i;
            Comparator<Row<? extends SearchedMessage>> next =
                    (one, other) -> compare(one.values().get(at), other.values().get(at));
            order = order.thenComparing(criteria.get(i).reverse() ? next.reversed() : next);
        }
        return order.thenComparingInt(row -> row.message().sequence());
    }

    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> one, Comparable<?> other) {
        // Both are of one key, hence of one class.
        return ((Comparable<Object>) one).compareTo(other);
    }
}
