package epostadm.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What a client kept of a folder when it left it, to be brought up to date by QRESYNC. RFC 7162 section 3.2.5.
final class CheckedResync {

    private record Kept(long modSequence, List<Long> uids, Map<Long, List<String>> flags) {}

    private final Map<CheckedFolder, Kept> kept = new HashMap<>();
    private Kept before;

    /// What was told by SELECT counts as the state's age, as what came later may have come in another order.
    void keep(CheckedFolder folder, MailboxMirror mirror, long modSequence) {
        Map<Long, List<String>> flags = new HashMap<>();
        List<Long> uids = new ArrayList<>();
        for (MailboxMirror.Message message : mirror.messages()) {
            uids.add(message.uid());
            flags.put(message.uid(), List.copyOf(new TreeSet<>(message.flags())));
        }
        if (modSequence > 0 && !uids.contains(0L)) {
            kept.put(folder, new Kept(modSequence, uids, flags));
        }
    }

    /// The parameter of SELECT; empty where nothing was kept.
    String parameter(CheckedFolder folder, String validity) {
        before = kept.remove(folder);
        if (before == null) {
            return "";
        }
        // With the known UIDs the server would leave away what is new.
        return " (QRESYNC (" + validity + " " + before.modSequence() + "))";
    }

    /// After SELECT: which UIDs there must be, in the order of their numbers.
    List<Long> expected(MailboxMirror mirror, CheckedAnswers answers) {
        TreeSet<Long> uids = new TreeSet<>(before.uids());
        uids.removeAll(answers.vanishedEarlier());
        mirror.messages().stream()
                .map(MailboxMirror.Message::uid)
                .filter(uid -> uid != 0)
                .forEach(uids::add);
        return List.copyOf(uids);
    }

    /// After a FETCH of all with MODSEQ: what SELECT did not tell must be as it was. `told` are the UIDs that it
    /// did.
    void compare(List<MailboxMirror.Message> messages, List<Long> told, CheckedAnswers answers) {
        for (MailboxMirror.Message message : messages) {
            List<String> flags = before.flags().get(message.uid());
            long now = message.modSequence();
            if (flags == null || told.contains(message.uid()) || now == 0) {
                continue;
            }
            if (now > before.modSequence() && now <= answers.highestModSequence()) {
                answers.wrong("QRESYNC from " + before.modSequence() + " did not tell of UID " + message.uid()
                        + " with " + now + " below " + answers.highestModSequence());
            }
            if (now <= before.modSequence() && !flags.equals(List.copyOf(new TreeSet<>(message.flags())))) {
                answers.wrong("UID " + message.uid() + " had " + flags + " and has " + message.flags() + ", but MODSEQ "
                        + now + " is not above " + before.modSequence());
            }
        }
    }
}
