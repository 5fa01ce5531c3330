package epostadm.server.imap.search.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/// What has changed in the result of a search that is watched: RFC 5267 section 4.3. All numbers are UIDs.
///
/// @param removed in the order in which they are to be taken out
/// @param added in the order in which they are to be put in, after that
public record ResultUpdate(List<Change> removed, List<Change> added) {

    public static final ResultUpdate NONE = new ResultUpdate(List.of(), List.of());

    public ResultUpdate {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /// @param position from 1 on, of the first of them; 0 where the client finds it, in a result by mailbox order
    public record Change(long position, List<Long> uids) {
        public Change {
            uids = List.copyOf(uids);
        }
    }

    /// Of a SEARCH: results are in the mailbox's order.
    public static ResultUpdate ofSearch(List<Long> before, List<Long> after) {
        return new ResultUpdate(anywhere(before, after), anywhere(after, before));
    }

    private static List<Change> anywhere(List<Long> those, List<Long> butThese) {
        Set<Long> other = new HashSet<>(butThese);
        List<Long> uids = those.stream().filter(uid -> !other.contains(uid)).toList();
        return uids.isEmpty() ? List.of() : List.of(new Change(0, uids));
    }

    /// Of a SORT: positions count. What has moved is taken out and put in again.
    public static ResultUpdate ofSort(List<Long> before, List<Long> after) {
        Set<Long> staying = staying(before, after);
        // From the end, so that no position moves that is still to come.
        List<Change> removed = new ArrayList<>(runs(before, staying));
        Collections.reverse(removed);
        return new ResultUpdate(removed, runs(after, staying));
    }

    /// As many as can stay where they are, by their order in both lists: the longest ascending subsequence.
    private static Set<Long> staying(List<Long> before, List<Long> after) {
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < after.size(); i++) {
            places.put(after.get(i), i);
        }
        int[] order = before.stream()
                .filter(places::containsKey)
                .mapToInt(places::get)
                .toArray();
        int[] ends = new int[order.length];
        int[] previous = new int[order.length];
        int[] endValues = new int[order.length];
        int length = 0;
        for (int i = 0; i < order.length; i++) {
            int found = Arrays.binarySearch(endValues, 0, length, order[i]);
            int at = found < 0 ? -found - 1 : found;
            endValues[at] = order[i];
            ends[at] = i;
            previous[i] = at == 0 ? -1 : ends[at - 1];
            length = Math.max(length, at + 1);
        }
        Set<Long> staying = new HashSet<>();
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
            staying.add(after.get(order[i]));
        }
        return staying;
    }

    /// Those that do not stay, neighbours together, each with the position of the first.
    private static List<Change> runs(List<Long> list, Set<Long> staying) {
        List<Change> runs = new ArrayList<>();
        int at = 0;
        while (at < list.size()) {
            int end = at;
            while (end < list.size() && !staying.contains(list.get(end))) {
                end++;
            }
            if (end > at) {
                runs.add(new Change(at + 1, list.subList(at, end)));
            }
            at = end + 1;
        }
        return runs;
    }

    /// The ESEARCH answer that takes out, from its name on; it goes before the EXPUNGEs that have caused it, and so
    /// has the numbers from before them.
    ///
    /// @param number empty where the search was one by UIDs; else from UIDs to sequence numbers
    public Optional<String> removal(String tag, Optional<LongUnaryOperator> number) {
        return text(tag, number, "REMOVEFROM", removed);
    }

    /// The ESEARCH answer that puts in, from its name on; it goes behind EXISTS, and has the numbers from then.
    public Optional<String> addition(String tag, Optional<LongUnaryOperator> number) {
        return text(tag, number, "ADDTO", added);
    }

    private static Optional<String> text(
            String tag, Optional<LongUnaryOperator> number, String name, List<Change> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        LongUnaryOperator told = number.orElse(LongUnaryOperator.identity());
        String pairs = changes.stream()
                .map(change -> change.position() + " " + NumberText.set(change.uids(), told::applyAsLong))
                .collect(Collectors.joining(" "));
        return Optional.of(
                "ESEARCH (TAG \"" + tag + "\")" + (number.isEmpty() ? " UID " : " ") + name + " (" + pairs + ")");
    }
}
