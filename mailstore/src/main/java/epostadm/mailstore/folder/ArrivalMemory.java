package epostadm.mailstore.folder;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Which files of the mailbox root are in INBOX already. Guarded by the folder's lock.
final class ArrivalMemory {

    private final Map<String, KnownArrival> known = new HashMap<>();
    private final Map<Long, KnownArrival> unfinished = new HashMap<>();
    private boolean begun;

    /// Takes a line of the side file, where it is one about arrivals.
    void take(String[] words) {
        switch (words[0]) {
            case SideText.ARRIVALS -> begun = true;
            case SideText.KNOWN -> {
                if (words.length == 4) {
                    KnownArrival.parse(words[1], words[2], words[3]).ifPresent(this::add);
                }
            }
            case SideText.COPYING -> {
                if (words.length == 5) {
                    long uid = Long.parseLong(words[1]);
                    KnownArrival.parse(words[2], words[3], words[4]).ifPresent(one -> unfinished.put(uid, one));
                }
            }
            case SideText.COPIED -> ranges(words, true);
            case SideText.DROPPED -> ranges(words, false);
            default -> {
                // A line of a later version.
            }
        }
    }

    private void ranges(String[] words, boolean done) {
        if (words.length == 2) {
            List<UidRange> uids = UidRanges.parse(words[1]).orElse(List.of());
            finish(uid -> uids.stream().anyMatch(range -> range.holds(uid)), done);
        }
    }

    /// Decides on copies that were begun.
    private void finish(LongPredicate which, boolean done) {
        unfinished.entrySet().removeIf(entry -> {
            boolean chosen = which.test(entry.getKey());
            if (chosen && done) {
                add(entry.getValue());
            }
            return chosen;
        });
    }

    /// Decides on copies that were cut short: those are made whose UID a message has.
    ///
    /// @return whether there were any
    boolean settle(LongPredicate there) {
        boolean any = !unfinished.isEmpty();
        finish(there, true);
        unfinished.clear();
        return any;
    }

    /// Whether it has been seen what lay in the root before this server was there.
    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /// Notes copies that are about to be made.
    void begin(Map<Long, KnownArrival> copies) {
        unfinished.putAll(copies);
    }

    void done(long uid) {
        finish(one -> one == uid, true);
    }

    void dropped(long uid) {
        finish(one -> one == uid, false);
    }

    boolean knows(KnownArrival arrival) {
        return Optional.ofNullable(known.get(arrival.name()))
                .filter(arrival::same)
                .isPresent();
    }

    void add(KnownArrival arrival) {
        known.put(arrival.name(), arrival);
    }

    /// Forgets those that are in the root no more.
    void keep(Set<String> names) {
        known.keySet().retainAll(new HashSet<>(names));
    }

    void lines(Consumer<String> lines) {
        if (begun) {
            lines.accept(SideText.ARRIVALS);
        }
        known.values().forEach(one -> lines.accept(SideText.KNOWN + " " + one.text()));
        unfinished.forEach((uid, one) -> lines.accept(copying(uid, one)));
    }

    static String copying(long uid, KnownArrival arrival) {
        return SideText.COPYING + " " + uid + " " + arrival.text();
    }
}
