package epostadm.server.imap.transcript;

import java.util.ArrayList;
import java.util.List;

/// What a list is to hold: first these in order, then those in any order (`chunk` values belong together).
///
/// @param chunk 0 where nothing may be out of order
/// @param more  whether there may be others
record Wanted(List<Value> ordered, int chunk, List<Value> unordered, boolean more, List<String> banned) {

    static Wanted of(List<Value> pattern) {
        return of(pattern, 0, false);
    }

    /// @param chunk what is meant where no order is named
    static Wanted of(List<Value> pattern, int chunk, boolean more) {
        List<Value> ordered = new ArrayList<>();
        List<Value> unordered = new ArrayList<>();
        List<String> banned = new ArrayList<>();
        boolean asNamed = pattern.stream().anyMatch(value -> value.toString().startsWith("$!unordered"));
        int together = asNamed ? 0 : chunk;
        boolean others = more;
        for (Value value : pattern) {
            String word = value.toString();
            if (!word.startsWith("$!")) {
                (together == 0 ? ordered : unordered).add(value);
            } else if (word.equals("$!unordered")) {
                together = 1;
                others = true;
            } else if (word.startsWith("$!unordered=")) {
                together = Integer.parseInt(word.substring("$!unordered=".length()));
                others = true;
            } else if (word.startsWith("$!ban=")) {
                banned.add(word.substring("$!ban=".length()));
            }
        }
        for (Value value : pattern) {
            others = switch (value.toString()) {
                case "$!extra" -> true;
                case "$!noextra" -> false;
                default -> others;
            };
        }
        return new Wanted(ordered, together, unordered, others, banned);
    }
}
