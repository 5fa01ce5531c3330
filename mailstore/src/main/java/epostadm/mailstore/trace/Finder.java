package epostadm.mailstore.trace;

import epostadm.mailstore.log.LineEnds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/// Finds places in bytes that are worth a closer look.
@FunctionalInterface
interface Finder {

    /// The first place in `from` to `to`; -1 where there is none.
    int find(byte[] block, int from, int to);

    /// A text, its ASCII letters in any case, by skipping (R. N. Horspool, 1980).
    static Finder text(String text) {
        byte[] lower = text.getBytes(StandardCharsets.UTF_8);
        byte[] upper = lower.clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (byte) (lower[i] >= 'A' && lower[i] <= 'Z' ? lower[i] + 32 : lower[i]);
            upper[i] = (byte) (lower[i] >= 'a' && lower[i] <= 'z' ? lower[i] - 32 : lower[i]);
        }
        int length = lower.length;
        int last = length - 1;
        int[] skip = new int[256];
        Arrays.fill(skip, length);
        for (int i = 0; i < last; i++) {
            skip[lower[i] & 0xFF] = last - i;
            skip[upper[i] & 0xFF] = last - i;
        }
        return (block, from, to) -> {
            for (int at = from + last; at < to; at += skip[block[at] & 0xFF]) {
                int i = last;
                while (i >= 0 && (block[at - last + i] == lower[i] || block[at - last + i] == upper[i])) {
                    i--;
                }
                if (i < 0) {
                    return at - last;
                }
            }
            return -1;
        };
    }

    /// Queue ids of those numbers: a `B`, which is rare in logs, and ten digits.
    static Finder ids(Collection<Long> numbers) {
        long[] sorted = numbers.stream().mapToLong(Long::longValue).sorted().toArray();
        long first = sorted.length == 0 ? 0 : sorted[0];
        long last = sorted.length == 0 ? -1 : sorted[sorted.length - 1];
        byte[] lowest = String.format(Locale.ROOT, "%010d", Math.max(0, first)).getBytes(StandardCharsets.US_ASCII);
        byte[] highest = String.format(Locale.ROOT, "%010d", Math.max(0, last)).getBytes(StandardCharsets.US_ASCII);
        int shared = Arrays.mismatch(lowest, highest);
        int alike = shared < 0 ? lowest.length : shared;
        return (block, from, to) -> {
            for (int at = LineEnds.next(block, (byte) 'B', from, to);
                    at + 10 < to;
                    at = LineEnds.next(block, (byte) 'B', at + 1, to)) {
                // Most other ids differ in what all of these begin with, the last of it first.
                if (alike > 0 && block[at + alike] != lowest[alike - 1]) {
                    continue;
                }
                long number = number(block, at + 1);
                if (number >= first && number <= last && Arrays.binarySearch(sorted, number) >= 0) {
                    return at;
                }
            }
            return -1;
        };
    }

    private static long number(byte[] block, int start) {
        long number = 0;
        for (int i = start; i < start + 10; i++) {
            if (block[i] < '0' || block[i] > '9') {
                return -1;
            }
            number = number * 10 + block[i] - '0';
        }
        return number;
    }
}
