package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.SequenceSet;
import java.util.BitSet;
import java.util.List;

/// Which messages of the selected folder a command means: RFC 9051 section 9, `sequence-set`.
final class MessageSelection {

    private MessageSelection() {}

    /// Indexes in the view.
    ///
    /// @throws ImapRefusedException with BAD where a sequence number is beyond the last message
    static BitSet of(SelectedFolder selected, SequenceSet set, boolean uids) throws ImapRefusedException {
        if (set.saved()) {
            return ofUids(selected, selected.saved());
        }
        BitSet found = new BitSet();
        for (SequenceSet.Range range : set.ranges()) {
            if (uids) {
                addUids(selected, range, found);
            } else {
                addNumbers(selected.messages().size(), range, found);
            }
        }
        return found;
    }

    /// Those that are still in the view.
    static BitSet ofUids(SelectedFolder selected, List<Long> uids) {
        BitSet found = new BitSet();
        for (long uid : uids) {
            selected.view().sequence(uid).ifPresent(number -> found.set(number - 1));
        }
        return found;
    }

    /// RFC 3501 section 9: a number that no message has is an error. `*` of an empty folder too.
    private static void addNumbers(int count, SequenceSet.Range range, BitSet found) throws ImapRefusedException {
        long first = range.first() == SequenceSet.STAR ? count : range.first();
        long last = range.last() == SequenceSet.STAR ? count : range.last();
        long low = Math.min(first, last);
        long high = Math.max(first, last);
        if (low < 1 || high > count) {
            throw ImapRefusedException.bad("no message has that number");
        }
        found.set((int) low - 1, (int) high);
    }

    /// RFC 9051 section 6.4.9: UIDs that nobody has are passed over; `*` is the last message's.
    private static void addUids(SelectedFolder selected, SequenceSet.Range range, BitSet found) {
        List<LiveMessage> messages = selected.messages();
        if (messages.isEmpty()) {
            return;
        }
        long star = messages.getLast().uid();
        long first = range.first() == SequenceSet.STAR ? star : range.first();
        long last = range.last() == SequenceSet.STAR ? star : range.last();
        int from = selected.view().indexOf(Math.min(first, last));
        int to = selected.view().indexOf(Math.max(first, last) + 1);
        found.set(from, Math.max(from, to));
    }

    static List<LiveMessage> messages(SelectedFolder selected, BitSet indexes) {
        List<LiveMessage> messages = selected.messages();
        return indexes.stream().mapToObj(messages::get).toList();
    }
}
