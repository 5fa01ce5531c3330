package epostadm.server.imap.search.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// In which order a criterion puts messages of a folder. It never changes: one that knows more of them is another.
final class SortColumn {

    static final SortColumn EMPTY = new SortColumn(List.of());

    /// That of a message which is not known.
    static final int UNKNOWN = -1;

    record Row(long uid, SortKey key) {}

    private static final Comparator<Row> BY_KEY = Comparator.comparing(Row::key);

    private final List<Row> rows;

    /// UID (without its sign) and rank of each message, by UIDs. Equal keys have one rank.
    private final long[] ranks;

    private SortColumn(List<Row> sorted) {
        this.rows = sorted;
        this.ranks = new long[sorted.size()];
        int rank = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (i > 0 && !sorted.get(i).key().equals(sorted.get(i - 1).key())) {
                rank++;
            }
            ranks[i] = packed(sorted.get(i).uid(), rank);
        }
        Arrays.sort(ranks);
    }

    private static long packed(long uid, int rank) {
        return uid << Integer.SIZE ^ Long.MIN_VALUE | rank;
    }

    int size() {
        return ranks.length;
    }

    /// @param more of messages that are not known
    SortColumn with(List<Row> more) {
        List<Row> all = new ArrayList<>(rows.size() + more.size());
        all.addAll(rows);
        all.addAll(more);
        all.sort(BY_KEY); // What is sorted already costs next to nothing.
        return new SortColumn(all);
    }

    /// Tells the ranks of messages, most cheaply in the order of their UIDs. For one thread.
    final class Reader {

        private int next;

        int rank(long uid) {
            long least = packed(uid, 0);
            if (next == ranks.length || ranks[next] < least || next > 0 && ranks[next - 1] >= least) {
                int found = Arrays.binarySearch(ranks, least);
                next = found < 0 ? -found - 1 : found;
            }
            if (next == ranks.length || ranks[next] - least > Integer.MAX_VALUE) {
                return UNKNOWN;
            }
            return (int) (ranks[next++] - least);
        }
    }
}
