package epostadm.server.imap.session;

import epostadm.mailstore.content.Detail;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.SequenceSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// What a FETCH tells of each message, with the names under which it is told.
///
/// @param detail what of each message is to be found out before, where that is worth while
/// @param setsSeen whether what it tells counts as reading the message
record FetchPlan(
        List<Entry> entries, boolean uid, boolean flags, boolean modSeq, Optional<Detail> detail, boolean setsSeen) {

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
                items.stream().flatMap(item -> detail(item).stream()).max(Comparator.naturalOrder()),
                items.stream().anyMatch(FetchPlan::setsSeen));
    }

    /// Of messages that nobody has asked for: they stay unseen.
    static FetchPlan of(List<FetchItem> items, boolean uidOnly) {
        FetchPlan plan = of(
                new ImapCommand.Fetch(SequenceSet.SAVED, false, items, OptionalLong.empty(), false, Optional.empty()),
                uidOnly);
        return new FetchPlan(plan.entries(), plan.uid(), plan.flags(), plan.modSeq(), plan.detail(), false);
    }

    private static boolean setsSeen(FetchItem item) {
        return switch (item) {
            case FetchItem.Plain plain -> plain == FetchItem.Plain.RFC822 || plain == FetchItem.Plain.RFC822_TEXT;
            case FetchItem.Body body -> !body.peek();
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.BinarySize _, FetchItem.Preview _ -> false;
        };
    }

    /// Of which items a summary tells; for octets the file is opened in any case, which tells as much.
    private static Optional<Detail> detail(FetchItem item) {
        return switch (item) {
            case FetchItem.Plain plain ->
                switch (plain) {
                    case INTERNALDATE -> Optional.of(Detail.INTERNAL_DATE);
                    case ENVELOPE -> Optional.of(Detail.ENVELOPE);
                    case RFC822_SIZE -> Optional.of(Detail.SIZE);
                    case BODY, BODYSTRUCTURE -> Optional.of(Detail.STRUCTURE);
                    case UID, FLAGS, MODSEQ, EMAILID, THREADID, SAVEDATE, RFC822_HEADER, RFC822, RFC822_TEXT ->
                        Optional.empty();
                };
            case FetchItem.Preview(boolean lazy) -> lazy ? Optional.empty() : Optional.of(Detail.PREVIEW);
            case FetchItem.Body _, FetchItem.Binary _, FetchItem.BinarySize _ -> Optional.empty();
        };
    }
}
