package epostadm.server.imap.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A folder as it must be.
final class ModelFolder {

    String name;
    long uidValidity;
    long uidNext = 1;
    long highestModSeq;
    boolean deleted;
    final List<ModelMessage> messages = new ArrayList<>();

    ModelFolder(String name) {
        this.name = name;
    }

    /// @throws AssertionError where it is no new UID
    ModelMessage add(long uid, ModelMessage.Content content, Set<String> flags) {
        if (uid < uidNext) {
            throw new AssertionError("UID " + uid + " of " + name + " is below " + uidNext);
        }
        uidNext = uid + 1;
        ModelMessage message = new ModelMessage(uid, content, flags);
        messages.add(message);
        return message;
    }

    void remove(List<ModelMessage> some) {
        some.forEach(message -> message.gone = true);
        messages.removeAll(some);
    }

    /// A mod-sequence of the whole folder, which never falls.
    void told(long now) {
        if (now < highestModSeq) {
            throw new AssertionError("HIGHESTMODSEQ of " + name + " fell from " + highestModSeq + " to " + now);
        }
        highestModSeq = now;
    }
}
