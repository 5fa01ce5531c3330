package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.search.result.WatchedSearch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The searches in a selected folder of whose results the client hears changes, and what this session itself has
/// done to messages since it last told them. RFC 5267 section 4.3.
final class WatchedSearches {

    private static final int MOST = 16;

    /// @param items what FETCH tells of a message that has come and is found: RFC 5465 section 7
    record Watched(WatchedSearch search, List<FetchItem> items) {

        Watched {
            items = List.copyOf(items);
        }
    }

    private final Map<String, Watched> byTag = new LinkedHashMap<>();
    private Set<LiveMessage> touched = new LinkedHashSet<>();

    boolean has(String tag) {
        return byTag.containsKey(tag);
    }

    boolean full() {
        return byTag.size() >= MOST;
    }

    boolean none() {
        return byTag.isEmpty();
    }

    List<Watched> all() {
        return List.copyOf(byTag.values());
    }

    void add(Watched watched) {
        byTag.put(watched.search().tag(), watched);
    }

    void cancel(Collection<String> tags) {
        byTag.keySet().removeAll(tags);
    }

    /// Flags of these have been changed by this session, of which the folder's view tells nothing.
    void touched(Collection<LiveMessage> messages) {
        if (!none()) {
            touched.addAll(messages);
        }
    }

    boolean pending() {
        return !touched.isEmpty();
    }

    Set<LiveMessage> takeTouched() {
        Set<LiveMessage> taken = touched;
        touched = new LinkedHashSet<>();
        return taken;
    }
}
