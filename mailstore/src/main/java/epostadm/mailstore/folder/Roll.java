package epostadm.mailstore.folder;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The messages that a folder holds, and the views that are to hear of what happens to them; whatever happens is
/// said here, once it is done. Guarded by the folder's lock.
final class Roll {

    private final InstantSource clock;
    private final SideFile side;
    private final List<FolderView> views = new ArrayList<>();
    private final Set<FolderView> woken = new LinkedHashSet<>();
    private List<LiveMessage> present = new ArrayList<>();
    private List<LiveMessage> snapshot = List.of();
    private boolean changed;
    private ExpungedHistory history = new ExpungedHistory(0);
    private long highestModSeq;
    private long highestUid;
    private long recentFrom = 1;

    Roll(InstantSource clock, SideFile side) {
        this.clock = clock;
        this.side = side;
    }

    /// What the folder holds from now on, and what is known of what it held.
    void begin(List<LiveMessage> messages, ExpungedHistory past, long firstRecent) {
        present = new ArrayList<>(messages);
        changed = true;
        history = past;
        recentFrom = firstRecent;
        highestUid = messages.isEmpty() ? 0 : messages.getLast().uid();
        past.entries().forEach(entry -> used(entry.uids().last()));
    }

    /// In ascending order of UID; not to be kept over a change.
    List<LiveMessage> present() {
        return present;
    }

    /// The same, to be kept.
    List<LiveMessage> snapshot() {
        if (changed) {
            snapshot = List.copyOf(present);
            changed = false;
        }
        return snapshot;
    }

    ExpungedHistory history() {
        return history;
    }

    long highestModSeq() {
        return highestModSeq;
    }

    void modSeqAtLeast(long value) {
        highestModSeq = Math.max(highestModSeq, value);
    }

    /// A new one: the time in milliseconds, so that it is none of those that were lost with a side file.
    long nextModSeq() {
        highestModSeq = Math.max(highestModSeq + 1, clock.millis());
        return highestModSeq;
    }

    /// The highest UID that a message has or had, as far as is known.
    long highestUid() {
        return highestUid;
    }

    void used(long uid) {
        highestUid = Math.max(highestUid, uid);
    }

    /// From which UID on messages can be recent.
    long recentFrom() {
        return recentFrom;
    }

    boolean recent(LiveMessage message) {
        return message.uid() >= recentFrom && message.flags().system().recent();
    }

    /// Says that a session has taken what was recent so far.
    void recentTaken() {
        if (recentFrom <= highestUid) {
            recentFrom = highestUid + 1;
            side.line(SideText.RECENT + " " + recentFrom);
        }
    }

    /// Messages have come, in ascending order; their UIDs are above all others.
    void added(List<LiveMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        present.addAll(messages);
        used(messages.getLast().uid());
        changed = true;
        side.states(messages, false);
        for (FolderView view : views) {
            view.arrived(messages);
            woken.add(view);
        }
    }

    /// Messages have other flags.
    ///
    /// @param by whose view knows; null for none
    void flagged(List<LiveMessage> messages, FolderView by) {
        if (messages.isEmpty()) {
            return;
        }
        side.states(messages, true);
        for (FolderView view : views) {
            if (view != by && view.flagged(messages)) {
                woken.add(view);
            }
        }
    }

    /// Messages have gone, in ascending order.
    void removed(List<LiveMessage> messages, long modSeq) {
        if (messages.isEmpty()) {
            return;
        }
        messages.forEach(LiveMessage::expunge);
        present.removeIf(LiveMessage::expunged);
        changed = true;
        List<UidRange> uids = UidRanges.of(messages);
        uids.forEach(range -> history.add(range, modSeq));
        side.line(SideText.expunged(uids, modSeq));
        for (FolderView view : views) {
            if (view.removed(messages)) {
                woken.add(view);
            }
        }
    }

    void open(FolderView view) {
        views.add(view);
    }

    void close(FolderView view) {
        views.remove(view);
        woken.remove(view);
    }

    /// The keywords that messages have.
    SortedSet<String> keywords() {
        Set<MessageFlags> sets = Collections.newSetFromMap(new IdentityHashMap<>());
        present.forEach(message -> sets.add(message.flags()));
        SortedSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sets.forEach(flags -> keywords.addAll(flags.keywords()));
        return keywords;
    }

    boolean watched() {
        return !views.isEmpty();
    }

    /// All views are gone.
    void dismiss() {
        views.forEach(FolderView::dismiss);
        woken.addAll(views);
        views.clear();
    }

    /// The views that have something to hear since the last call.
    List<FolderView> woken() {
        List<FolderView> those = List.copyOf(woken);
        woken.clear();
        return those;
    }
}
