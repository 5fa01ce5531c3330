package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.search.result.ResultUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/// The searches that a session watches in its folder, by their tags: RFC 5267 section 4.3.
final class SearchWatches {

    private static final int MOST = 16;

    private final Map<String, WatchedSearch> searches = new LinkedHashMap<>();

    /// Messages that this session has changed; those that others change are told by the view.
    private final Set<LiveMessage> touched = new LinkedHashSet<>();

    /// What is told of one search.
    ///
    /// @param before in front of departures
    /// @param after behind arrivals
    record Told(Optional<String> before, Optional<String> after) {}

    boolean full() {
        return searches.size() >= MOST;
    }

    boolean has(String tag) {
        return searches.containsKey(tag);
    }

    void add(String tag, WatchedSearch search) {
        searches.put(tag, search);
    }

    void cancel(String tag) {
        searches.remove(tag);
    }

    /// This session has changed their flags.
    void touched(Collection<LiveMessage> messages) {
        if (!searches.isEmpty()) {
            touched.addAll(messages);
        }
    }

    /// Whether there is something to look at, though nobody else has changed anything.
    boolean pending() {
        return !touched.isEmpty();
    }

    /// What is to be told of changes that the view has taken in and the client has not heard of.
    List<Told> told(SelectedFolder selected, List<FolderChange> changes) {
        if (searches.isEmpty()) {
            return List.of();
        }
        TreeSet<Long> departed = new TreeSet<>();
        for (FolderChange change : changes) {
            switch (change) {
                case FolderChange.Expunged(int _, LiveMessage message) -> departed.add(message.uid());
                case FolderChange.Flagged(int _, LiveMessage message) -> touched.add(message);
                case FolderChange.Exists _, FolderChange.Recent _ -> {}
            }
        }
        List<LiveMessage> changed = List.copyOf(touched);
        touched.clear();
        List<Told> told = new ArrayList<>();
        for (String tag : List.copyOf(searches.keySet())) {
            told.add(told(tag, selected, departed, changed));
        }
        return told;
    }

    private Told told(String tag, SelectedFolder selected, TreeSet<Long> departed, List<LiveMessage> changed) {
        WatchedSearch search = searches.get(tag);
        try {
            ResultUpdate update = search.update(selected, departed, changed);
            LongUnaryOperator now = uid -> selected.view().indexOf(uid) + 1L;
            LongUnaryOperator then =
                    uid -> now.applyAsLong(uid) + departed.headSet(uid).size();
            return new Told(update.removal(tag, numbers(search, then)), update.addition(tag, numbers(search, now)));
        } catch (ImapRefusedException logged) {
            searches.remove(tag);
            StatusResponse end = StatusResponse.untagged(
                    StatusResponse.Condition.NO, new ResponseCode.NoUpdate(tag), "cannot be watched any more");
            return new Told(Optional.empty(), Optional.of(end.toString().substring("* ".length())));
        }
    }

    private static Optional<LongUnaryOperator> numbers(WatchedSearch search, LongUnaryOperator numbers) {
        return search.uid() ? Optional.empty() : Optional.of(numbers);
    }
}
