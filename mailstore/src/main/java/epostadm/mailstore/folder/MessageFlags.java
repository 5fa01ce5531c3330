package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The flags of a message: those that its file's name shows, and keywords, which have no case (RFC 9051 section
/// 2.3.2). `$Forwarded` is in the name, never among the keywords.
public record MessageFlags(Flags system, SortedSet<String> keywords) {

    private static final String FORWARDED = "$Forwarded";

    public MessageFlags {
        SortedSet<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.addAll(keywords);
        if (own.remove(FORWARDED)) {
            system = new Flags(
                    system.recent(),
                    system.answered(),
                    true,
                    system.flagged(),
                    system.deleted(),
                    system.seen(),
                    system.draft());
        }
        keywords = Collections.unmodifiableSortedSet(own);
    }

    /// Those of a message that is new in its folder.
    MessageFlags asNew() {
        return new MessageFlags(recent(system, true), keywords);
    }

    static Flags recent(Flags flags, boolean recent) {
        return new Flags(
                recent,
                flags.answered(),
                flags.forwarded(),
                flags.flagged(),
                flags.deleted(),
                flags.seen(),
                flags.draft());
    }
}
