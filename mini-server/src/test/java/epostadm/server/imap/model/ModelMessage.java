package epostadm.server.imap.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A message as it must be.
final class ModelMessage {

    /// What never changes, also in copies; with what was told of it first.
    record Content(String text, Instant date, Map<String, String> facts) {
        Content(String text, Instant date) {
            this(text, date, new HashMap<>());
        }
    }

    final long uid;
    final Content content;
    final TreeSet<String> flags;
    boolean gone;

    /// Told last; 0 where it never was.
    private long modSeq;

    private boolean changed;

    ModelMessage(long uid, Content content, Set<String> flags) {
        this.uid = uid;
        this.content = content;
        this.flags = new TreeSet<>(flags);
    }

    void become(Set<String> now) {
        if (!flags.equals(now)) {
            flags.clear();
            flags.addAll(now);
            changed = true;
        }
    }

    /// What is wrong with a mod-sequence that was told now; empty where nothing is.
    String told(long now) {
        boolean right = modSeq == 0 || (changed ? now > modSeq : now == modSeq);
        String wrong = right ? "" : "MODSEQ was " + modSeq + (changed ? " before a change" : "") + " and is " + now;
        modSeq = now;
        changed = false;
        return wrong;
    }

    /// 0 where it was not told since the last change.
    long modSeq() {
        return changed ? 0 : modSeq;
    }

    /// Its folder has another UIDVALIDITY, and counts anew.
    void anew() {
        modSeq = 0;
        changed = false;
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }
}
