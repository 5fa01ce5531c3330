package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.search.SearchMatcher;
import epostadm.server.imap.search.order.MessageSort;
import epostadm.server.imap.search.result.ResultUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A search whose client wants to hear how its result changes: RFC 5267 section 4.3.
///
/// Only messages that something has happened to are looked at again, and new ones.
final class WatchedSearch {

    /// @param uid whether UIDs are told
    /// @param order of the result; none is the mailbox's
    record Query(SearchMatcher matcher, boolean uid, List<SortCriterion> order) {}

    private final MessageContents contents;
    private final StoreWork store;
    private final Query query;

    /// UIDs as the client has them.
    private List<Long> results;

    /// Messages with higher UIDs have not been looked at.
    private long lastUid;

    WatchedSearch(MessageContents contents, StoreWork store, Query query, SelectedFolder selected, List<Long> results) {
        this.contents = contents;
        this.store = store;
        this.query = query;
        this.results = results;
        this.lastUid = last(selected);
    }

    private static long last(SelectedFolder selected) {
        List<LiveMessage> messages = selected.messages();
        return messages.isEmpty() ? 0 : messages.getLast().uid();
    }

    boolean uid() {
        return query.uid();
    }

    /// @param departed UIDs that the session numbers no more
    /// @param touched messages whose flags have changed
    ResultUpdate update(SelectedFolder selected, Set<Long> departed, Collection<LiveMessage> touched)
            throws ImapRefusedException {
        List<LiveMessage> messages = selected.messages();
        List<LiveMessage> candidates = new ArrayList<>(touched);
        int firstNew = selected.view().indexOf(lastUid + 1);
        candidates.addAll(messages.subList(firstNew, messages.size()));
        Set<Long> after = new LinkedHashSet<>(results);
        after.removeAll(departed);
        boolean more = candidates.isEmpty() ? false : store.read(() -> look(selected, candidates, after));
        List<Long> before = results;
        lastUid = last(selected);
        if (query.order().isEmpty()) {
            results = after.stream().sorted().toList();
            return ResultUpdate.ofSearch(before, results);
        }
        results = more ? store.read(() -> sorted(selected, after)) : List.copyOf(after);
        return ResultUpdate.ofSort(before, results);
    }

    /// @return whether some were added
    private boolean look(SelectedFolder selected, List<LiveMessage> candidates, Set<Long> after) throws IOException {
        boolean more = false;
        for (LiveMessage candidate : candidates) {
            int index = selected.view().indexOf(candidate.uid());
            boolean numbered =
                    index < selected.messages().size() && selected.messages().get(index) == candidate;
            if (numbered && matches(selected, candidate, index + 1)) {
                more |= after.add(candidate.uid());
            } else {
                after.remove(candidate.uid());
            }
        }
        return more;
    }

    private boolean matches(SelectedFolder selected, LiveMessage message, int sequence) throws IOException {
        try (FolderMessage searched = new FolderMessage(contents, selected.view(), message, sequence)) {
            return query.matcher().matches(searched);
        }
    }

    private List<Long> sorted(SelectedFolder selected, Set<Long> uids) throws IOException {
        List<FolderMessage> found = new ArrayList<>();
        for (long uid : uids) {
            int index = selected.view().indexOf(uid);
            found.add(new FolderMessage(
                    contents, selected.view(), selected.messages().get(index), index + 1));
        }
        return new MessageSort(query.order())
                .sorted(found).stream().map(FolderMessage::uid).toList();
    }
}
