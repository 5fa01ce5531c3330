package epostadm.mailstore.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/// The largest few of many, of which no more are held.
final class Largest<T> {

    private final int count;
    private final ToLongFunction<T> size;
    private final Comparator<T> bySize;
    private final PriorityQueue<T> kept;

    /// @param byName decides between those of one size: the first by name is kept
    private Largest(int count, ToLongFunction<T> size, Comparator<T> byName) {
        this.count = count;
        this.size = size;
        this.bySize = Comparator.comparingLong(size).thenComparing(byName.reversed());
        this.kept = new PriorityQueue<>(bySize);
    }

    static Largest<MessageUse> messages(int count) {
        return new Largest<>(count, MessageUse::bytes, Comparator.comparing(MessageUse::file));
    }

    static Largest<FolderUse> folders(int count) {
        Comparator<FolderUse> byName = Comparator.comparing((FolderUse folder) ->
                        folder.domain().map(Object::toString).orElse(""))
                .thenComparing(FolderUse::account)
                .thenComparing(FolderUse::label);
        return new Largest<>(count, folder -> folder.mail().bytes(), byName);
    }

    static Largest<AccountUse> accounts(int count) {
        Comparator<AccountUse> byName = Comparator.comparing((AccountUse account) ->
                        account.domain().map(Object::toString).orElse(""))
                .thenComparing(AccountUse::name);
        return new Largest<>(count, account -> account.mail().bytes(), byName);
    }

    static Largest<AccountGrowth.Grown> grown(int count) {
        Comparator<AccountGrowth.Grown> byName = Comparator.comparing((AccountGrowth.Grown one) ->
                        one.account().domain().map(Object::toString).orElse(""))
                .thenComparing(one -> one.account().name());
        return new Largest<>(count, one -> one.growth().bytes(), byName);
    }

    /// Whether something of that size may be among them: spares making what would not be kept.
    boolean wants(long candidate) {
        return kept.size() < count || count > 0 && candidate >= size.applyAsLong(kept.peek());
    }

    void offer(T one) {
        if (kept.size() < count) {
            kept.add(one);
        } else if (count > 0 && bySize.compare(one, kept.peek()) > 0) {
            kept.remove();
            kept.add(one);
        }
    }

    void offerAll(List<T> several) {
        several.forEach(this::offer);
    }

    /// The largest first.
    List<T> inOrder() {
        List<T> sorted = new ArrayList<>(kept);
        sorted.sort(Collections.reverseOrder(bySize));
        return List.copyOf(sorted);
    }
}
