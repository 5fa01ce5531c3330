package epostadm.server.imap.search.order;

import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// UIDs kept in the order of a SORT while messages come and go. What a message is sorted by never changes.
public final class SortedUids {

    private final MessageSort sort;
    private final List<SortedBy> rows = new ArrayList<>();

    public SortedUids(MessageSort sort) {
        this.sort = sort;
    }

    /// @return those that could be read: others have just gone
    public List<SearchedMessage> addAll(List<? extends SearchedMessage> messages) throws IOException {
        List<SearchedMessage> added = new ArrayList<>();
        for (SearchedMessage message : messages) {
            try {
                rows.add(sort.values(message));
                added.add(message);
            } catch (NoSuchFileException gone) {
                // As if it had not come.
            }
        }
        Collections.sort(rows);
        return added;
    }

    public void removeAll(Set<Long> uids) {
        rows.removeIf(row -> uids.contains(row.uid()));
    }

    public List<Long> uids() {
        return rows.stream().map(SortedBy::uid).toList();
    }
}
