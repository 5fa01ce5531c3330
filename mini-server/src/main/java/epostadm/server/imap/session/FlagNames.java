package epostadm.server.imap.session;

import epostadm.mailstore.folder.MessageFlags;
import epostadm.mailstore.mail.Flags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Flags by the names that clients have for them: RFC 9051 section 2.3.2.
final class FlagNames {

    /// What every folder has, and every client may set.
    static final List<String> SYSTEM =
            List.of("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft", "$Forwarded");

    private static final List<String> TEXTS = texts();

    private FlagNames() {}

    static MessageFlags flags(Collection<String> names) {
        boolean answered = false;
        boolean forwarded = false;
        boolean flagged = false;
        boolean deleted = false;
        boolean seen = false;
        boolean draft = false;
        TreeSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "\\answered" -> answered = true;
                case "$forwarded" -> forwarded = true;
                case "\\flagged" -> flagged = true;
                case "\\deleted" -> deleted = true;
                case "\\seen" -> seen = true;
                case "\\draft" -> draft = true;
                default -> keywords.add(name);
            }
        }
        return new MessageFlags(new Flags(false, answered, forwarded, flagged, deleted, seen, draft), keywords);
    }

    /// As a parenthesized list; for messages without keywords, which most are, it is made once.
    static String text(MessageFlags flags, boolean recent) {
        if (!flags.keywords().isEmpty()) {
            return "(" + String.join(" ", names(flags, recent)) + ")";
        }
        Flags system = flags.system();
        int at = (system.answered() ? 1 : 0)
                + (system.flagged() ? 2 : 0)
                + (system.deleted() ? 4 : 0)
                + (system.seen() ? 8 : 0)
                + (system.draft() ? 16 : 0)
                + (system.forwarded() ? 32 : 0)
                + (recent ? 64 : 0);
        return TEXTS.get(at);
    }

    private static List<String> texts() {
        return IntStream.range(0, 128)
                .mapToObj(at -> {
                    Flags system = new Flags(
                            false,
                            (at & 1) != 0,
                            (at & 32) != 0,
                            (at & 2) != 0,
                            (at & 4) != 0,
                            (at & 8) != 0,
                            (at & 16) != 0);
                    MessageFlags flags = new MessageFlags(system, Collections.emptySortedSet());
                    return "(" + String.join(" ", names(flags, (at & 64) != 0)) + ")";
                })
                .toList();
    }

    static List<String> names(MessageFlags flags, boolean recent) {
        Flags system = flags.system();
        List<String> names = new ArrayList<>(4);
        add(names, system.answered(), "\\Answered");
        add(names, system.flagged(), "\\Flagged");
        add(names, system.deleted(), "\\Deleted");
        add(names, system.seen(), "\\Seen");
        add(names, system.draft(), "\\Draft");
        add(names, recent, "\\Recent");
        add(names, system.forwarded(), "$Forwarded");
        names.addAll(flags.keywords());
        return names;
    }

    private static void add(List<String> names, boolean set, String name) {
        if (set) {
            names.add(name);
        }
    }

    /// @param name in any case
    static boolean has(MessageFlags flags, String name) {
        Flags system = flags.system();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "\\answered" -> system.answered();
            case "$forwarded" -> system.forwarded();
            case "\\flagged" -> system.flagged();
            case "\\deleted" -> system.deleted();
            case "\\seen" -> system.seen();
            case "\\draft" -> system.draft();
            default -> flags.keywords().contains(name);
        };
    }
}
