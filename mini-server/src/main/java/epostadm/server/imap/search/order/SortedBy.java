package epostadm.server.imap.search.order;

import epostadm.server.imap.SortCriterion;
import java.util.List;

/// A message's place in an order.
///
/// @param values one for each criterion
/// @param uid settles what is equal: by UIDs messages are in the order of their sequence numbers
record SortedBy(List<SortCriterion> criteria, List<SortKey> values, long uid) implements Comparable<SortedBy> {

    @Override
    public int compareTo(SortedBy other) {
        for (int i = 0; i < criteria.size(); i++) {
            int order = values.get(i).compareTo(other.values.get(i));
            if (order != 0) {
                return criteria.get(i).reverse() ? -order : order;
            }
        }
        return Long.compare(uid, other.uid);
    }
}
