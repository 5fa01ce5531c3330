package epostadm.mailstore.folder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Which UIDs went away when, as far back as is remembered. Guarded by the folder's lock.
final class ExpungedHistory {

    /// How many ranges are remembered.
    static final int LONGEST = 4096;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long complete;

    record Entry(UidRange uids, long modSeq) {}

    /// @param complete the mod-sequence after which everything is remembered
    ExpungedHistory(long complete) {
        this.complete = complete;
    }

    void add(UidRange uids, long modSeq) {
        entries.addLast(new Entry(uids, modSeq));
        if (entries.size() > LONGEST) {
            completeAfter(entries.removeFirst().modSeq());
        }
    }

    /// Says that what happened up to `modSeq` is not remembered.
    void completeAfter(long modSeq) {
        complete = Math.max(complete, modSeq);
    }

    long complete() {
        return complete;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// What went away after `modSeq`, or nothing where that is not known any more.
    Optional<List<UidRange>> since(long modSeq) {
        if (modSeq < complete) {
            return Optional.empty();
        }
        List<UidRange> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.modSeq() > modSeq) {
                found.add(entry.uids());
            }
        }
        return Optional.of(UidRanges.merged(found));
    }
}
