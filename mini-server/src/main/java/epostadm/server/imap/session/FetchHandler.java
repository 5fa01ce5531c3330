package epostadm.server.imap.session;

import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.folder.UidRange;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.NumberSet;
import epostadm.server.imap.PartialRange;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.SequenceSet;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// FETCH, and what of it SELECT says: RFC 9051 section 6.4.5, RFC 7162, 9394, 9586.
final class FetchHandler {

    private final FetchRun.Place place;

    FetchHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled, FlagLines lines) {
        this.place = new FetchRun.Place(service, store, out, enabled, lines);
    }

    Completion fetch(SelectedFolder selected, ImapCommand.Fetch fetch) throws IOException, ImapRefusedException {
        FetchPlan plan = FetchPlan.of(fetch, place.enabled().uidOnly());
        if (fetch.vanished() && !place.enabled().qresync()) {
            throw ImapRefusedException.bad("ENABLE QRESYNC comes first");
        }
        if (plan.modSeq()) {
            place.enabled().enableCondstore();
        }
        BitSet indexes = MessageSelection.of(selected, fetch.messages(), fetch.uid());
        // RFC 9394 section 3.4: what has not changed counts.
        fetch.partial().ifPresent(range -> keep(indexes, range));
        if (fetch.changedSince().isPresent()) {
            keepChanged(selected, indexes, fetch.changedSince().getAsLong());
        }
        if (fetch.vanished()) {
            // RFC 7162 section 3.2.6: before any FETCH.
            vanished(selected, fetch.changedSince().getAsLong(), Optional.of(fetch.messages()));
        }
        if (plan.flags() || plan.setsSeen()) {
            place.lines().known(selected);
        }
        FetchRun run = new FetchRun(place, selected, plan, indexes);
        run.run();
        return completion(run, fetch.uid());
    }

    private static Completion completion(FetchRun run, boolean uid) {
        if (run.failed()) {
            return Completion.no(ResponseCode.Plain.SERVERBUG, "some of the messages cannot be read", uid);
        }
        if (run.unknownEncoding()) {
            return Completion.no(ImapRefusal.UNKNOWN_ENCODING, uid);
        }
        if (run.gone() && !uid) {
            return Completion.no(ImapRefusal.EXPUNGED, false);
        }
        return Completion.ok("FETCH completed", uid);
    }

    /// RFC 9394 section 3.1: from the beginning, or from the end where the numbers are negative.
    static void keep(BitSet indexes, PartialRange range) {
        int count = indexes.cardinality();
        long low = Math.min(Math.abs(range.first()), Math.abs(range.last()));
        long high = Math.max(Math.abs(range.first()), Math.abs(range.last()));
        boolean fromEnd = range.first() < 0;
        int place = 0;
        for (int i = indexes.nextSetBit(0); i >= 0; i = indexes.nextSetBit(i + 1)) {
            place++;
            int number = fromEnd ? count - place + 1 : place;
            if (number < low || number > high) {
                indexes.clear(i);
            }
        }
    }

    private static void keepChanged(SelectedFolder selected, BitSet indexes, long modSeq) {
        List<LiveMessage> messages = selected.messages();
        for (int i = indexes.nextSetBit(0); i >= 0; i = indexes.nextSetBit(i + 1)) {
            if (messages.get(i).modSeq() <= modSeq) {
                indexes.clear(i);
            }
        }
    }

    /// What has gone since `modSeq`: RFC 7162 section 3.2.10.1. Messages that this session still numbers are told
    /// when their numbers go.
    ///
    /// @param known UIDs that the client wants to hear of
    void vanished(SelectedFolder selected, long modSeq, Optional<SequenceSet> known)
            throws IOException, ImapRefusedException {
        List<UidRange> gone = place.store().read(() -> selected.folder().expungedSince(modSeq));
        Optional<NumberSet> wanted = known.map(set -> set.saved()
                ? NumberSet.of(
                        selected.saved().stream().mapToLong(Long::longValue).sorted())
                : set.resolve(selected.folder().uidNext() - 1));
        NumberSet.Builder told = new NumberSet.Builder();
        for (UidRange range : gone) {
            if (wanted.isEmpty()) {
                addUnnumbered(selected, range.first(), range.last(), told);
            } else {
                NumberSet set = wanted.get();
                for (int i = 0; i < set.ranges(); i++) {
                    long first = Math.max(range.first(), set.first(i));
                    long last = Math.min(range.last(), set.last(i));
                    if (first <= last) {
                        addUnnumbered(selected, first, last, told);
                    }
                }
            }
        }
        place.lines().vanished(told.build(), true);
    }

    private static void addUnnumbered(SelectedFolder selected, long first, long last, NumberSet.Builder told) {
        List<LiveMessage> messages = selected.messages();
        long from = first;
        for (int i = selected.view().indexOf(first);
                i < messages.size() && messages.get(i).uid() <= last;
                i++) {
            long uid = messages.get(i).uid();
            if (from < uid) {
                told.add(from, uid - 1);
            }
            from = uid + 1;
        }
        if (from <= last) {
            told.add(from, last);
        }
    }

    /// The flags of messages, in answer to SELECT with QRESYNC.
    ///
    /// @param uid whether UIDs are told
    void flags(SelectedFolder selected, BitSet indexes, boolean uid) throws IOException {
        List<LiveMessage> messages = selected.messages();
        for (int i = indexes.nextSetBit(0); i >= 0; i = indexes.nextSetBit(i + 1)) {
            place.lines().tell(selected, i + 1, messages.get(i), uid);
        }
    }

    /// The octets of a section, for who puts a message together of others; nothing where there is no such section.
    /// Touches the disk. To be closed.
    Optional<InputStream> section(LiveMessage message, FetchItem.Section section) throws IOException {
        OpenMessage open = place.service().contents().open(message);
        boolean given = false;
        try {
            Optional<SectionText> text = SectionText.of(open, section);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            InputStream octets = text.get().stream(open);
            given = true;
            return Optional.of(new FilterInputStream(octets) {
                @Override
                public void close() throws IOException {
                    open.close();
                }
            });
        } finally {
            if (!given) {
                open.close();
            }
        }
    }
}
