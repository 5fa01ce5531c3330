package epostadm.server.imap.search.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts threads of one subject together: step 5 of RFC 5256's REFERENCES.
final class SubjectMerge {

    private final Map<String, ThreadContainer> bySubject = new HashMap<>();
    private final Set<ThreadContainer> kept;

    private SubjectMerge(List<ThreadContainer> roots) {
        kept = new LinkedHashSet<>(roots);
    }

    /// @param roots in the order of step 4
    static List<ThreadContainer> merged(List<ThreadContainer> roots) {
        SubjectMerge merge = new SubjectMerge(roots);
        roots.forEach(merge::enter);
        roots.forEach(merge::merge);
        return new ArrayList<>(merge.kept);
    }

    /// Step 5.B.
    private void enter(ThreadContainer current) {
        String subject = current.first().subject();
        if (subject.isEmpty()) {
            return;
        }
        ThreadContainer entered = bySubject.putIfAbsent(subject, current);
        boolean better =
                entered != null && !entered.dummy() && (current.dummy() || entered.reply() && !current.reply());
        if (better) {
            bySubject.put(subject, current);
        }
    }

    /// Step 5.C.
    private void merge(ThreadContainer current) {
        String subject = current.first().subject();
        ThreadContainer entered = bySubject.get(subject);
        if (subject.isEmpty() || entered == current) {
            return;
        }
        kept.remove(current);
        if (entered.dummy() && current.dummy()) {
            entered.addAll(current.children());
        } else if (entered.dummy() || current.reply() && !entered.reply()) {
            entered.add(current);
        } else {
            ThreadContainer both = new ThreadContainer(Optional.empty());
            both.add(entered);
            both.add(current);
            kept.remove(entered);
            kept.add(both);
            bySubject.put(subject, both);
        }
    }
}
