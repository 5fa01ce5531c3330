package epostadm.bench;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/// What all clients of [ImapCheck] together know of a folder. What was said once of a UID must hold for everybody.
final class CheckedFolder {

    private final String name;
    private final Map<String, String> facts = new ConcurrentHashMap<>();
    private final Map<Long, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Long, Long> gone = new ConcurrentHashMap<>();
    private final Set<Long> marked = ConcurrentHashMap.newKeySet();
    private final Set<Long> known = new ConcurrentSkipListSet<>();
    private final AtomicLong highest = new AtomicLong();

    CheckedFolder(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Empty where nothing else was said before, else what.
    String differs(String fact, String value) {
        String before = facts.putIfAbsent(fact, value);
        return before == null || before.equals(value) ? "" : before;
    }

    /// As it was told first; 1 where it was not.
    String validity() {
        return facts.getOrDefault("UIDVALIDITY", "1");
    }

    void knows(long uid) {
        known.add(uid);
        highest.accumulateAndGet(uid, Math::max);
    }

    Set<Long> known() {
        return known;
    }

    /// The highest UID that anybody was told.
    long highest() {
        return highest.get();
    }

    /// Which message it is; returns the number that was said before where that is another, else 0.
    int number(long uid, int number) {
        Integer before = numbers.putIfAbsent(uid, number);
        return before == null || before == number ? 0 : before;
    }

    /// 0 where nobody knows.
    int number(long uid) {
        return numbers.getOrDefault(uid, 0);
    }

    /// Somebody is about to delete it, or to move it away.
    void mark(long uid) {
        marked.add(uid);
    }

    boolean marked(long uid) {
        return marked.contains(uid);
    }

    void expunged(long uid) {
        gone.putIfAbsent(uid, System.nanoTime());
    }

    /// Whether somebody was told before this moment that it is gone.
    boolean goneBefore(long uid, long moment) {
        Long when = gone.get(uid);
        return when != null && when - moment < 0;
    }
}
