package epostadm.server.imap;

import epostadm.mailstore.mail.FolderName;
import java.util.BitSet;
import java.util.Locale;

/// A pattern of LIST and LSUB: `*` is anything, `%` anything but the hierarchy delimiter. RFC 9051 section 6.3.9.
///
/// INBOX is matched in any case. Time is bounded by the product of both lengths, whatever the pattern.
public final class ListPattern {

    private static final String INBOX = "INBOX";

    private final String pattern;

    private ListPattern(String pattern) {
        this.pattern = pattern;
    }

    /// @param pattern with its reference before it
    public static ListPattern of(String pattern) {
        boolean inbox = pattern.regionMatches(true, 0, INBOX, 0, INBOX.length())
                && (pattern.length() == INBOX.length() || "/%*".indexOf(pattern.charAt(INBOX.length())) >= 0);
        return new ListPattern(inbox ? INBOX + pattern.substring(INBOX.length()) : pattern);
    }

    public boolean matches(FolderName name) {
        return matches(pattern, name.toString())
                || name.isInbox() && matches(pattern.toUpperCase(Locale.ROOT), name.toString());
    }

    /// Which beginnings of the pattern match the name so far.
    private static boolean matches(String pattern, String name) {
        BitSet reached = new BitSet();
        reached.set(0);
        passWildcards(pattern, reached);
        for (int i = 0; i < name.length() && !reached.isEmpty(); i++) {
            reached = step(pattern, reached, name.charAt(i));
            passWildcards(pattern, reached);
        }
        return reached.get(pattern.length());
    }

    private static BitSet step(String pattern, BitSet reached, char c) {
        BitSet next = new BitSet();
        for (int at = reached.nextSetBit(0); at >= 0 && at < pattern.length(); at = reached.nextSetBit(at + 1)) {
            char wanted = pattern.charAt(at);
            if (wanted == '*' || wanted == '%' && c != '/') {
                next.set(at);
            } else if (wanted == c && wanted != '%') {
                next.set(at + 1);
            }
        }
        return next;
    }

    /// A wildcard may stand for nothing.
    private static void passWildcards(String pattern, BitSet reached) {
        for (int at = reached.nextSetBit(0); at >= 0 && at < pattern.length(); at = reached.nextSetBit(at + 1)) {
            if (pattern.charAt(at) == '*' || pattern.charAt(at) == '%') {
                reached.set(at + 1);
            }
        }
    }
}
