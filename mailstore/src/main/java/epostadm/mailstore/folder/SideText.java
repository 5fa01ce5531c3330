package epostadm.mailstore.folder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/// The lines of a side file. docs/store-format.md, "Side files".
final class SideText {

    static final String SIGNATURE = "epostadm-messages 1 ";
    static final String REMARK =
            "# What the names of the files beside it cannot say: docs/store-format.md of epostadm.";
    static final String EXPUNGED = "expunged";
    static final String COMPLETE = "complete";
    static final String RECENT = "recent";
    static final String ARRIVALS = "arrivals";
    static final String KNOWN = "known";
    static final String COPYING = "copying";
    static final String COPIED = "copied";
    static final String DROPPED = "dropped";
    static final String RENUMBERING = "renumbering";
    static final String RENUMBERED = "renumbered";

    /// No value.
    static final String NONE = "-";

    /// The value that an earlier line gave.
    static final String SAME = "=";

    private static final int DATE_LENGTH = "2026-11-24T09:00:00Z".length();

    private SideText() {}

    /// All that a new file says.
    static String whole(Era era, Roll roll, ArrivalMemory arrivals) {
        StringBuilder text = new StringBuilder();
        Consumer<String> lines = line -> text.append(line).append('\n');
        lines.accept(SIGNATURE + era.folderId() + " " + era.uidValidity());
        lines.accept(REMARK);
        lines.accept(COMPLETE + " " + Math.max(1, roll.history().complete()));
        lines.accept(RECENT + " " + roll.recentFrom());
        arrivals.lines(lines);
        roll.history().entries().forEach(entry -> lines.accept(expunged(List.of(entry.uids()), entry.modSeq())));
        states(roll.present(), false, lines);
        return text.toString();
    }

    private record State(long modSeq, MessageFlags flags, long saved, Optional<String> email) {}

    /// Lines for messages in ascending order of UID, those that are alike in one line.
    static void states(List<LiveMessage> messages, boolean mayRepeat, Consumer<String> lines) {
        Map<State, List<LiveMessage>> alike = new LinkedHashMap<>();
        for (LiveMessage message : messages) {
            State state = mayRepeat
                    ? new State(message.modSeq(), message.flags(), 0, Optional.empty())
                    : new State(message.modSeq(), message.flags(), message.savedSeconds(), message.foreignEmailId());
            alike.computeIfAbsent(state, _ -> new ArrayList<>()).add(message);
        }
        alike.forEach((state, those) -> lines.accept(line(state, UidRanges.of(those), mayRepeat)));
    }

    private static String line(State state, List<UidRange> uids, boolean mayRepeat) {
        StringBuilder line = new StringBuilder(UidRanges.text(uids))
                .append(' ')
                .append(state.modSeq())
                .append(' ')
                .append(state.flags().system().digits())
                .append(' ')
                .append(mayRepeat ? SAME : state.saved() == 0 ? NONE : date(state.saved()))
                .append(' ')
                .append(mayRepeat ? SAME : state.email().orElse(NONE));
        for (String keyword : words(state.flags().keywords())) {
            line.append(' ').append(keyword);
        }
        return line.toString();
    }

    /// Keywords are atoms: one that is none would break its line.
    private static List<String> words(SortedSet<String> keywords) {
        return keywords.stream()
                .filter(word -> !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == 0x7F))
                .toList();
    }

    static String expunged(List<UidRange> uids, long modSeq) {
        return EXPUNGED + " " + UidRanges.text(uids) + " " + modSeq;
    }

    static String date(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /// Seconds since 1970, or 0 where the text is no date of ours.
    static long seconds(String date) {
        if (date.length() != DATE_LENGTH || date.charAt(10) != 'T' || date.charAt(19) != 'Z') {
            return 0;
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(date, 0, 4),
                    number(date, 5, 7),
                    number(date, 8, 10),
                    number(date, 11, 13),
                    number(date, 14, 16),
                    number(date, 17, 19));
            long seconds = time.toEpochSecond(ZoneOffset.UTC);
            return seconds > 0 && seconds <= 0xFFFF_FFFFL ? seconds : 0;
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// A file's name as the last word of a line.
    static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().forEach(c -> {
            if (c <= ' ' || c == '%' || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029) {
                text.append('%').append(String.format("%04X", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }

    static String unescaped(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && i + 4 < text.length() && hex(text, i + 1)) {
                name.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                name.append(text.charAt(i));
            }
        }
        return name.toString();
    }

    private static boolean hex(String text, int from) {
        return text.substring(from, from + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }
}
