package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
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

    private final Map<String, WatchedSearch> byTag = new LinkedHashMap<>();
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

    List<WatchedSearch> all() {
        return List.copyOf(byTag.values());
    }

    void add(WatchedSearch search) {
        byTag.put(search.tag(), search);
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
