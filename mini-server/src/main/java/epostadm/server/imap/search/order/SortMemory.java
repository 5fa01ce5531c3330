package epostadm.server.imap.search.order;

import epostadm.server.imap.SortCriterion;
import java.util.LinkedHashMap;
import java.util.Optional;

/// By what messages of folders were sorted, kept for the next time: it never changes for a message. Bounded; where
/// there is no more room, what nobody has asked for longest goes. For many threads.
public final class SortMemory {

    /// Octets of one message by one criterion, about.
    private static final int ROW = 128;

    /// A sixteenth of what there is.
    private static final long MOST = Runtime.getRuntime().maxMemory() / 16 / ROW;

    private record Place(String folder, SortCriterion.Key key) {}

    private final long most;
    private final LinkedHashMap<Place, SortColumn> columns = new LinkedHashMap<>(16, 0.75f, true);
    private long rows;

    public SortMemory() {
        this(MOST);
    }

    /// @param most messages by one criterion each
    SortMemory(long most) {
        this.most = most;
    }

    /// @param name for ever the same, and that of no other, as long as its UIDs mean the same messages
    /// @param messages how many it has
    public FolderOrder folder(String name, int messages) {
        return new FolderOrder(this, name, messages);
    }

    synchronized SortColumn find(String folder, SortCriterion.Key key) {
        return columns.getOrDefault(new Place(folder, key), SortColumn.EMPTY);
    }

    synchronized void keep(String folder, SortCriterion.Key key, SortColumn column) {
        Place place = new Place(folder, key);
        Optional.ofNullable(columns.remove(place)).ifPresent(before -> rows -= before.size());
        if (column.size() > most) {
            return;
        }
        columns.put(place, column);
        rows += column.size();
        while (rows > most) {
            rows -= columns.pollFirstEntry().getValue().size();
        }
    }
}
