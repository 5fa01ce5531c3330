package epostadm.mailstore.folder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A folder as one session numbers it: changes of others come in at [#changes(boolean)] alone. RFC 9051 section
/// 2.3.1.2. For one thread at a time.
public final class FolderView implements AutoCloseable {

    private final LiveFolder folder;
    private final FolderState state;
    private final boolean readOnly;
    private List<LiveMessage> messages;
    private List<LiveMessage> recents = new ArrayList<>();
    private int recentTold;
    private long highestModSeq;

    /// Guarded by the folder's lock, as all that follows is: what has happened and has not been told.
    private long highestTaken;

    private List<LiveMessage> arrived = new ArrayList<>();
    private List<LiveMessage> removed = new ArrayList<>();
    private Set<LiveMessage> flagged = new LinkedHashSet<>();

    private volatile boolean gone;
    private volatile Runnable listener;

    private FolderView(LiveFolder folder, FolderState state, boolean readOnly) {
        this.folder = folder;
        this.state = state;
        this.readOnly = readOnly;
        this.messages = new ArrayList<>(state.roll.present());
    }

    /// Holding the folder's lock.
    static FolderView open(LiveFolder folder, FolderState state, boolean readOnly) {
        FolderView view = new FolderView(folder, state, readOnly);
        int from = UidRanges.indexOf(view.messages, state.roll.recentFrom());
        view.take(view.messages.subList(from, view.messages.size()));
        view.highestTaken = state.roll.highestUid();
        view.recentTold = view.recents.size();
        view.highestModSeq = state.roll.highestModSeq();
        state.roll.open(view);
        return view;
    }

    public LiveFolder folder() {
        return folder;
    }

    public boolean readOnly() {
        return readOnly;
    }

    /// All messages by sequence number, the first at index 0; also those gone of which the client has not heard.
    public List<LiveMessage> messages() {
        return Collections.unmodifiableList(messages);
    }

    /// The sequence number of the message with that UID.
    public OptionalInt sequence(long uid) {
        int index = indexOf(uid);
        boolean there = index < messages.size() && messages.get(index).uid() == uid;
        return there ? OptionalInt.of(index + 1) : OptionalInt.empty();
    }

    /// The index in [#messages()] of the first message with that UID or a higher one; the count where there is
    /// none.
    public int indexOf(long uid) {
        return UidRanges.indexOf(messages, uid);
    }

    /// Whether the message is recent for this session: RFC 3501 section 2.3.2.
    public boolean recent(LiveMessage message) {
        int index = UidRanges.indexOf(recents, message.uid());
        return index < recents.size() && recents.get(index) == message;
    }

    public int recentCount() {
        return recents.size();
    }

    /// The mod-sequence up to which this view knows all that happened; the folder's own may be ahead. RFC 7162
    /// section 3.1.2.1: a client that was told a higher one would never hear of what lies between.
    public long highestModSeq() {
        return highestModSeq;
    }

    /// What has happened since the last call, by others and by this session's own [LiveFolder#expunge]; flag
    /// changes by this session are left out.
    ///
    /// @param expunges whether the client may hear of messages that are gone now; if not they stay for a later call
    public List<FolderChange> changes(boolean expunges) {
        List<LiveMessage> come;
        List<LiveMessage> went = List.of();
        Set<LiveMessage> changed;
        state.lock();
        try {
            come = arrived.stream().filter(message -> !message.expunged()).toList();
            arrived = new ArrayList<>();
            changed = flagged;
            flagged = new LinkedHashSet<>();
            if (expunges) {
                went = removed;
                removed = new ArrayList<>();
            }
            take(come);
            highestTaken = Math.max(highestTaken, state.roll.highestUid());
            if (removed.isEmpty()) {
                highestModSeq = state.roll.highestModSeq();
            }
        } finally {
            state.unlock();
        }
        List<FolderChange> changes = new ArrayList<>();
        leave(went, changes);
        if (!come.isEmpty()) {
            messages.addAll(come);
            changes.add(new FolderChange.Exists(messages.size()));
        }
        if (!come.isEmpty() || recents.size() != recentTold) {
            recentTold = recents.size();
            changes.add(new FolderChange.Recent(recentTold));
        }
        flagged(changed, changes);
        return changes;
    }

    /// Messages that were there when the client heard last leave the numbering, all in one pass.
    private void leave(List<LiveMessage> went, List<FolderChange> changes) {
        if (went.isEmpty()) {
            return;
        }
        Set<LiveMessage> those = Collections.newSetFromMap(new IdentityHashMap<>());
        those.addAll(went);
        List<LiveMessage> rest = new ArrayList<>(messages.size() - went.size());
        for (LiveMessage message : messages) {
            if (those.contains(message)) {
                changes.add(new FolderChange.Expunged(rest.size() + 1, message));
            } else {
                rest.add(message);
            }
        }
        messages = rest;
        recents.removeIf(those::contains);
    }

    private void flagged(Set<LiveMessage> changed, List<FolderChange> changes) {
        changed.stream()
                .filter(message -> !message.expunged())
                .sorted((a, b) -> Long.compare(a.uid(), b.uid()))
                .forEach(message -> sequence(message.uid())
                        .ifPresent(sequence -> changes.add(new FolderChange.Flagged(sequence, message))));
    }

    /// Takes new messages, holding the folder's lock: who is not read-only takes what is recent for itself.
    private void take(List<LiveMessage> come) {
        come.stream().filter(state.roll::recent).forEach(recents::add);
        if (!readOnly) {
            state.roll.recentTaken();
        }
    }

    /// Whether [#changes(boolean)] would tell something.
    public boolean pending() {
        return state.reading(() -> !removed.isEmpty()
                || arrived.stream().anyMatch(message -> !message.expunged())
                || flagged.stream().anyMatch(message -> !message.expunged()));
    }

    /// Whether the folder was deleted, renumbered or replaced: this view is of no use any more.
    public boolean gone() {
        return gone;
    }

    /// Calls `listener`, from any thread and holding no lock, whenever something has become pending, or the folder
    /// is gone; at once where that is so already. One listener; null for none.
    public void onPending(Runnable newListener) {
        listener = newListener;
        if (newListener != null && (gone || pending())) {
            newListener.run();
        }
    }

    @Override
    public void close() {
        listener = null;
        state.close(this);
    }

    /// Holding the folder's lock, as for the next four.
    void arrived(List<LiveMessage> come) {
        arrived.addAll(come);
    }

    /// Whether there is something for this view in it.
    boolean flagged(List<LiveMessage> changed) {
        boolean any = false;
        for (LiveMessage message : changed) {
            any |= message.uid() <= highestTaken && flagged.add(message);
        }
        return any;
    }

    /// Whether there is something for this view in it.
    boolean removed(List<LiveMessage> went) {
        int before = removed.size();
        for (LiveMessage message : went) {
            if (message.uid() <= highestTaken) {
                removed.add(message);
            }
        }
        return removed.size() > before;
    }

    void dismiss() {
        gone = true;
    }

    /// Holding no lock.
    void wake() {
        Runnable present = listener;
        if (present != null) {
            present.run();
        }
    }
}
