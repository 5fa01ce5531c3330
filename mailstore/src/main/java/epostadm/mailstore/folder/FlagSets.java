package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The sets of flags that occur in a folder, each once, however many messages have it; a keyword is spelt as it was
/// met first. Guarded by the folder's lock.
final class FlagSets {

    private static final List<MessageFlags> PLAIN = plain();

    /// Sets that are remembered before they are looked for anew.
    private static final int MOST = 4096;

    private final Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<MessageFlags, MessageFlags> known = new HashMap<>();

    MessageFlags of(Flags system, Collection<String> keywords) {
        if (keywords.isEmpty()) {
            return PLAIN.get(index(system));
        }
        if (known.size() >= MOST) {
            known.clear(); // A client can think up ever more; messages that have them keep them.
            spellings.clear();
        }
        List<String> spelt = new ArrayList<>(keywords.size());
        keywords.forEach(keyword -> spelt.add(spellings.computeIfAbsent(keyword, first -> first)));
        MessageFlags flags = new MessageFlags(system, Collections.unmodifiableSortedSet(sorted(spelt)));
        return flags.keywords().isEmpty() ? of(flags.system(), List.of()) : known.computeIfAbsent(flags, one -> one);
    }

    MessageFlags of(MessageFlags flags) {
        return of(flags.system(), flags.keywords());
    }

    /// How many sets with keywords are remembered.
    int size() {
        return known.size();
    }

    private static TreeSet<String> sorted(List<String> keywords) {
        TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(keywords);
        return set;
    }

    private static List<MessageFlags> plain() {
        List<MessageFlags> all = new ArrayList<>();
        for (int i = 0; i < 1 << 7; i++) {
            Flags flags = new Flags(
                    (i & 1) != 0,
                    (i & 2) != 0,
                    (i & 4) != 0,
                    (i & 8) != 0,
                    (i & 16) != 0,
                    (i & 32) != 0,
                    (i & 64) != 0);
            all.add(new MessageFlags(flags, Collections.emptySortedSet()));
        }
        return List.copyOf(all);
    }

    private static int index(Flags flags) {
        return (flags.recent() ? 1 : 0)
                | (flags.answered() ? 2 : 0)
                | (flags.forwarded() ? 4 : 0)
                | (flags.flagged() ? 8 : 0)
                | (flags.deleted() ? 16 : 0)
                | (flags.seen() ? 32 : 0)
                | (flags.draft() ? 64 : 0);
    }
}
