package epostadm.server.imap.search.result;

import epostadm.server.imap.search.SearchMatcher;
import epostadm.server.imap.search.SearchedMessage;
import epostadm.server.imap.search.order.MessageSort;
import epostadm.server.imap.search.order.SortedUids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A search whose result a client wants to hear changes of: RFC 5267 section 4.3. It remembers UIDs, and looks at
/// those messages alone that have come or changed.
public final class WatchedSearch {

    private final String tag;
    private final boolean uid;
    private final SearchMatcher matcher;
    private final Optional<SortedUids> order;
    private final Set<Long> result = new HashSet<>();

    private WatchedSearch(String tag, boolean uid, SearchMatcher matcher, Optional<SortedUids> order) {
        this.tag = tag;
        this.uid = uid;
        this.matcher = matcher;
        this.order = order;
    }

    /// @param sort of a SORT
    /// @param found what the search has found
    public static WatchedSearch of(
            String tag,
            boolean uid,
            SearchMatcher matcher,
            Optional<MessageSort> sort,
            List<? extends SearchedMessage> found)
            throws IOException {
        WatchedSearch watched = new WatchedSearch(tag, uid, matcher, sort.map(SortedUids::new));
        watched.add(found);
        return watched;
    }

    /// Under which the client knows it, and cancels it.
    public String tag() {
        return tag;
    }

    /// Whether it tells UIDs.
    public boolean uid() {
        return uid;
    }

    /// What changes in the result, which is from now on the changed one.
    ///
    /// @param departed UIDs of the messages that are no more
    /// @param touched messages that have come, or whose flags have changed, as they are now
    public ResultUpdate look(Collection<Long> departed, List<? extends SearchedMessage> touched) throws IOException {
        Set<Long> leaving = new HashSet<>(departed);
        List<SearchedMessage> coming = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (SearchedMessage message : touched) {
            boolean inside = result.contains(message.uid());
            boolean matches = !leaving.contains(message.uid()) && matcher.matches(message);
            if (inside && !matches) {
                leaving.add(message.uid());
            } else if (matches && !inside && seen.add(message.uid())) {
                coming.add(message);
            }
        }
        leaving.retainAll(result);
        if (leaving.isEmpty() && coming.isEmpty()) {
            return ResultUpdate.NONE;
        }
        List<Long> before = order.map(SortedUids::uids).orElseGet(() -> sorted(leaving));
        remove(leaving);
        add(coming);
        return order.isPresent()
                ? ResultUpdate.ofSort(before, order.get().uids())
                : ResultUpdate.ofSearch(
                        before, sorted(coming.stream().map(SearchedMessage::uid).toList()));
    }

    private static List<Long> sorted(Collection<Long> uids) {
        return uids.stream().sorted().toList();
    }

    private void remove(Set<Long> uids) {
        result.removeAll(uids);
        order.ifPresent(sorted -> sorted.removeAll(uids));
    }

    private void add(List<? extends SearchedMessage> messages) throws IOException {
        List<? extends SearchedMessage> added = order.isPresent() ? order.get().addAll(messages) : messages;
        added.forEach(message -> result.add(message.uid()));
    }
}
