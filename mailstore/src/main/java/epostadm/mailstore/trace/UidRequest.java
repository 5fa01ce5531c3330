package epostadm.mailstore.trace;

import epostadm.mailstore.mail.Uid;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a mail program asked for by UID: `UID FETCH 97316:4294967295 (FLAGS)`. RFC 9051 section 6.4.9.
///
/// @param action `FETCH`, `STORE`, `COPY`, `MOVE` or `EXPUNGE`
/// @param set the sequence set as it stands
/// @param first the lowest UID named, `highest` the highest; 4294967295 also for `*`
/// @param range the set's last part is a range
public record UidRequest(String action, String set, long first, long highest, boolean range) {

    private static final Pattern FORM = Pattern.compile(
            "(?:\\S+ )?UID (FETCH|STORE|COPY|MOVE|EXPUNGE) ([0-9*:,]+)(?: .*)?", Pattern.CASE_INSENSITIVE);
    private static final long LAST = Uid.LAST.value();

    /// What a request means for whoever fears for the folder's UIDs.
    public enum Sense {
        /// From here on: the end only stands for "all that comes".
        OPEN_RANGE,
        /// UIDs that the folder has given away.
        KNOWN,
        /// UIDs above the next one: the program remembers a folder that was another one.
        BEYOND,
        /// A single UID at the end of all, in a folder that is far from it: what a program asks that knows no other
        /// way of saying "the last one".
        LAST_ONE,
        /// The folder itself is near the end of its UIDs.
        NEAR_LIMIT
    }

    public static Optional<UidRequest> parse(String command) {
        Matcher form = FORM.matcher(command);
        if (!form.matches()) {
            return Optional.empty();
        }
        long first = LAST;
        long highest = 0;
        boolean range = false;
        for (String part : form.group(2).split(",")) {
            range = part.indexOf(':') >= 0;
            for (String end : part.split(":")) {
                Optional<Long> number = number(end);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                first = Math.min(first, number.get());
                highest = Math.max(highest, number.get());
            }
        }
        return Optional.of(
                new UidRequest(form.group(1).toUpperCase(Locale.ROOT), form.group(2), first, highest, range));
    }

    private static Optional<Long> number(String text) {
        if (text.equals("*")) {
            return Optional.of(LAST);
        }
        if (text.isEmpty() || text.length() > 10 || text.indexOf('*') >= 0) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number > LAST ? Optional.empty() : Optional.of(number);
    }

    /// Whether a UID is in the set.
    boolean names(Uid uid) {
        for (String part : set.split(",")) {
            String[] ends = part.split(":");
            long one = number(ends[0]).orElse(0L);
            long other = number(ends[ends.length - 1]).orElse(0L);
            if (uid.value() >= Math.min(one, other) && uid.value() <= Math.max(one, other)) {
                return true;
            }
        }
        return false;
    }

    /// @param uidNext the folder's next UID
    /// @param share from which share of all UIDs a folder is near its end
    public Sense sense(long uidNext, double share) {
        if (uidNext - 1 >= share * LAST) {
            return Sense.NEAR_LIMIT;
        }
        if (highest == LAST) {
            return range ? Sense.OPEN_RANGE : Sense.LAST_ONE;
        }
        return highest >= uidNext ? Sense.BEYOND : Sense.KNOWN;
    }
}
