package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The highest UIDVALIDITY that each name of a mailbox ever had, so that a name that comes back never means other
/// messages under the same value. RFC 9051 section 2.3.1.1.
///
/// Of names without a folder only so many are kept; those forgotten had no more than [#floor()], and only values
/// that the clock has passed are forgotten. Not for many threads.
final class ValidityHistory {

    /// Names kept, whether there is such a folder or not, before some are forgotten.
    static final int KEPT = 2_000;

    private final SortedMap<FolderName, UidValidity> values = new TreeMap<>(TreeOrder.NAMES);
    private Optional<UidValidity> floor = Optional.empty();

    ValidityHistory copy() {
        ValidityHistory copy = new ValidityHistory();
        copy.values.putAll(values);
        copy.floor = floor;
        return copy;
    }

    /// The highest value that the name has had, so far as is known.
    Optional<UidValidity> highest(FolderName name) {
        UidValidity value = values.get(name);
        return value == null ? floor : Optional.of(value);
    }

    /// The highest value that the name is known to have had; 0 where none is.
    long had(FolderName name) {
        UidValidity value = values.get(name);
        return value == null ? 0 : value.value();
    }

    /// A value that the name never had, nor any other name that is remembered; nothing where all are used up.
    Optional<UidValidity> next(FolderName name, Instant now) {
        Set<UidValidity> used = Set.copyOf(values.values());
        Optional<UidValidity> next = UidValidity.above(highest(name), now);
        while (next.isPresent() && used.contains(next.get())) {
            next = UidValidity.above(next, now);
        }
        return next;
    }

    void record(FolderName name, UidValidity value) {
        values.merge(name, value, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /// Says that all names that are not remembered had at most that value.
    void floor(UidValidity value) {
        if (floor.isEmpty() || floor.get().compareTo(value) < 0) {
            floor = Optional.of(value);
        }
    }

    Optional<UidValidity> floor() {
        return floor;
    }

    SortedMap<FolderName, UidValidity> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /// Forgets names whose values have passed, where there are very many.
    void forget(Instant now) {
        if (values.size() <= KEPT) {
            return;
        }
        long passed = now.getEpochSecond();
        for (Map.Entry<FolderName, UidValidity> one : Map.copyOf(values).entrySet()) {
            if (one.getValue().value() < passed) {
                values.remove(one.getKey());
                floor(one.getValue());
            }
        }
    }
}
