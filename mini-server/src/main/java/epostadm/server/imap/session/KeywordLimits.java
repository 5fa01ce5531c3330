package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.MessageFlags;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import java.util.SortedSet;

/// How many keywords a folder may have, and how long ones: all sessions are told all of them, and every message
/// may have each.
final class KeywordLimits {

    static final int MOST = 500;
    static final int LONGEST = 250;

    private KeywordLimits() {}

    /// @param flags what a client wants messages of the folder to have
    static void admit(LiveFolder folder, MessageFlags flags) throws ImapRefusedException {
        SortedSet<String> wanted = flags.keywords();
        if (wanted.isEmpty()) {
            return;
        }
        SortedSet<String> there = folder.keywords();
        long fresh = wanted.stream().filter(keyword -> !there.contains(keyword)).count();
        boolean tooLong = wanted.stream().anyMatch(keyword -> keyword.length() > LONGEST);
        if (tooLong || fresh > 0 && there.size() + fresh > MOST) {
            throw new ImapRefusedException(ImapRefusal.LIMIT);
        }
    }
}
