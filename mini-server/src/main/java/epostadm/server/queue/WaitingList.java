package epostadm.server.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// What has to wait, each until its time.
final class WaitingList<T> {

    private record Entry<T>(T item, Instant due) {}

    private final PriorityQueue<Entry<T>> entries = new PriorityQueue<>(Comparator.comparing(Entry::due));

    synchronized void add(T item, Instant due) {
        entries.add(new Entry<>(item, due));
    }

    /// Takes out what is due.
    synchronized List<T> due(Instant now) {
        List<T> due = new ArrayList<>();
        while (!entries.isEmpty() && !entries.peek().due().isAfter(now)) {
            due.add(entries.poll().item());
        }
        return due;
    }

    /// Takes out what passes, whether it is due or not.
    synchronized List<T> take(Predicate<T> test) {
        List<T> taken = entries.stream().map(Entry::item).filter(test).toList();
        entries.removeIf(entry -> test.test(entry.item()));
        return taken;
    }
}
