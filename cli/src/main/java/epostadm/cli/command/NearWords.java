package epostadm.cli.command;

import java.util.Collection;
import java.util.List;

/// Finds what somebody probably meant to type.
final class NearWords {

    private static final int MOST = 3;

    private NearWords() {}

    /// The candidates nearest to `typed`, best first; none where nothing is near.
    static List<String> of(String typed, Collection<String> candidates) {
        int limit = Math.max(1, typed.length() / 3);
        return candidates.stream()
                .distinct()
                .filter(candidate -> near(typed, candidate, limit))
                .sorted((a, b) -> Integer.compare(distance(typed, a), distance(typed, b)))
                .limit(MOST)
                .toList();
    }

    private static boolean near(String typed, String candidate, int limit) {
        boolean begins = typed.length() >= 3 && candidate.startsWith(typed);
        return begins || distance(typed, candidate) <= limit;
    }

    /// Insertions, deletions, replacements and swaps of neighbours between the two words.
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
