package epostadm.server.imap.session;

import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapCommand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What a FETCH tells of each message, with the names under which it is told.
///
/// @param setsSeen whether what it tells counts as reading the message
record FetchPlan(List<Entry> entries, boolean uid, boolean flags, boolean modSeq, boolean setsSeen) {

    record Entry(FetchItem item, String name) {}

    FetchPlan {
        entries = List.copyOf(entries);
    }

    /// @param uidOnly RFC 9586: the UID stands in front of the line, and is told again only where it was asked for
    static FetchPlan of(ImapCommand.Fetch fetch, boolean uidOnly) {
        SequencedSet<FetchItem> items = new LinkedHashSet<>();
        if (fetch.uid() && !uidOnly) {
            items.add(FetchItem.Plain.UID);
        }
        items.addAll(fetch.items());
        if (fetch.changedSince().isPresent()) {
            // RFC 7162 section 3.1.4.1.
            items.add(FetchItem.Plain.MODSEQ);
        }
        return new FetchPlan(
                items.stream().map(item -> new Entry(item, ItemNames.of(item))).toList(),
                items.contains(FetchItem.Plain.UID),
                items.contains(FetchItem.Plain.FLAGS),
                items.contains(FetchItem.Plain.MODSEQ),
                items.stream().anyMatch(FetchPlan::setsSeen));
    }

    private static boolean setsSeen(FetchItem item) {
        return switch (item) {
            case FetchItem.Plain plain -> plain == FetchItem.Plain.RFC822 || plain == FetchItem.Plain.RFC822_TEXT;
            case FetchItem.Body body -> !body.peek();
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.BinarySize _, FetchItem.Preview _ -> false;
        };
    }
}
