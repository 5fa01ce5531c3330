package epostadm.mailstore.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was once found out about the messages of maildrops, so that a client that logs in every few minutes does
/// not have all files read through each time: RFC 1939 section 11 counts octets that no file system knows.
///
/// Bounded by the number of messages; the maildrops that were opened last are kept. For several threads.
public final class KnownMessages {

    private final int most;
    private int messages;
    private final LinkedHashMap<Path, Map<String, MessageFacts>> maildrops = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most messages to remember, at some 200 bytes each
    public KnownMessages(int most) {
        this.most = most;
    }

    /// By file name.
    synchronized Map<String, MessageFacts> of(Path root) {
        return maildrops.getOrDefault(root, Map.of());
    }

    synchronized void remember(Path root, Map<String, MessageFacts> facts) {
        Map<String, MessageFacts> before = maildrops.remove(root);
        messages -= before == null ? 0 : before.size();
        if (facts.isEmpty() || facts.size() > most) {
            return;
        }
        maildrops.put(root, Map.copyOf(facts));
        messages += facts.size();
        var eldest = maildrops.values().iterator();
        while (messages > most) {
            messages -= eldest.next().size();
            eldest.remove();
        }
    }
}
