package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.util.SortedSet;
import java.util.TreeSet;

/// What STORE does: RFC 9051 section 6.4.6. The Recent digit of `flags` means nothing: nobody can set it.
public record FlagChange(Mode mode, MessageFlags flags) {

    public enum Mode {
        REPLACE,
        ADD,
        REMOVE
    }

    /// What becomes of a message's flags; its Recent digit stays.
    MessageFlags applied(MessageFlags before) {
        Flags was = before.system();
        Flags given = flags.system();
        Flags system = new Flags(
                was.recent(),
                applied(was.answered(), given.answered()),
                applied(was.forwarded(), given.forwarded()),
                applied(was.flagged(), given.flagged()),
                applied(was.deleted(), given.deleted()),
                applied(was.seen(), given.seen()),
                applied(was.draft(), given.draft()));
        return new MessageFlags(system, keywords(before.keywords()));
    }

    private boolean applied(boolean before, boolean given) {
        return switch (mode) {
            case REPLACE -> given;
            case ADD -> before || given;
            case REMOVE -> before && !given;
        };
    }

    private SortedSet<String> keywords(SortedSet<String> before) {
        if (mode == Mode.REPLACE) {
            return flags.keywords();
        }
        SortedSet<String> after = new TreeSet<>(before);
        if (mode == Mode.ADD) {
            after.addAll(flags.keywords());
        } else {
            after.removeAll(flags.keywords());
        }
        return after;
    }
}
