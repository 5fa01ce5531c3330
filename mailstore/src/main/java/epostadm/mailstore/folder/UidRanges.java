package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Uid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lists of ranges of UIDs, ascending and apart, and their text: `1:3,5`.
final class UidRanges {

    private UidRanges() {}

    /// The ranges in order, those that touch or overlap made one.
    static List<UidRange> merged(List<UidRange> ranges) {
        List<UidRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(UidRange::first));
        List<UidRange> merged = new ArrayList<>();
        for (UidRange range : sorted) {
            UidRange last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.first() <= last.last() + 1) {
                merged.set(merged.size() - 1, new UidRange(last.first(), Math.max(last.last(), range.last())));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    /// The UIDs of messages in ascending order.
    static List<UidRange> of(List<LiveMessage> messages) {
        List<UidRange> ranges = new ArrayList<>();
        long first = 0;
        long last = -1;
        for (LiveMessage message : messages) {
            if (message.uid() == last + 1 && first > 0) {
                last++;
                continue;
            }
            if (first > 0) {
                ranges.add(new UidRange(first, last));
            }
            first = message.uid();
            last = first;
        }
        if (first > 0) {
            ranges.add(new UidRange(first, last));
        }
        return ranges;
    }

    /// The UIDs from 1 to below `next` that none of the ascending messages has.
    static List<UidRange> between(List<LiveMessage> messages, long next) {
        List<UidRange> ranges = new ArrayList<>();
        long free = 1;
        for (LiveMessage message : messages) {
            if (message.uid() > free) {
                ranges.add(new UidRange(free, message.uid() - 1));
            }
            free = message.uid() + 1;
        }
        if (free < next) {
            ranges.add(new UidRange(free, next - 1));
        }
        return ranges;
    }

    /// What of `ranges` is not in `taken`; both ascending and apart.
    static List<UidRange> without(List<UidRange> ranges, List<UidRange> taken) {
        List<UidRange> rest = new ArrayList<>();
        int at = 0;
        for (UidRange range : ranges) {
            long first = range.first();
            while (at < taken.size() && taken.get(at).last() < first) {
                at++;
            }
            for (int i = at; i < taken.size() && taken.get(i).first() <= range.last() && first <= range.last(); i++) {
                if (taken.get(i).first() > first) {
                    rest.add(new UidRange(first, taken.get(i).first() - 1));
                }
                first = Math.max(first, taken.get(i).last() + 1);
            }
            if (first <= range.last()) {
                rest.add(new UidRange(first, range.last()));
            }
        }
        return rest;
    }

    /// Where the message of that UID, or of the next higher one, stands among messages in ascending order.
    static int indexOf(List<LiveMessage> messages, long uid) {
        int low = 0;
        int high = messages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (messages.get(middle).uid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static String text(List<UidRange> ranges) {
        StringBuilder text = new StringBuilder();
        for (UidRange range : ranges) {
            text.append(text.isEmpty() ? "" : ",").append(range.first());
            if (range.last() > range.first()) {
                text.append(':').append(range.last());
            }
        }
        return text.toString();
    }

    /// The ranges that a text means, or nothing where it means none.
    static Optional<List<UidRange>> parse(String text) {
        List<UidRange> ranges = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            int colon = text.indexOf(':', at);
            boolean pair = colon >= 0 && colon < end;
            long first = uid(text, at, pair ? colon : end);
            long last = pair ? uid(text, colon + 1, end) : first;
            if (first < 1 || last < first) {
                return Optional.empty();
            }
            ranges.add(new UidRange(first, last));
            at = end + 1;
        }
        return Optional.of(ranges);
    }

    private static long uid(String text, int from, int to) {
        if (to <= from || to - from > 10) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= Uid.LAST.value() ? value : -1;
    }
}
