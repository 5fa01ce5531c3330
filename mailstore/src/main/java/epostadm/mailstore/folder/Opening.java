package epostadm.mailstore.folder;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Puts a folder to work: what its directory shows, and what its side file remembers of that.
final class Opening {

    private final FolderState folder;
    private final Recollection memory;
    private List<LiveMessage> messages = new ArrayList<>();

    /// For each message the status digits with which the side file has it, as an index into `flags`.
    private Flags[] remembered = {};

    private final List<UidRange> vanished = new ArrayList<>();
    private List<UidRange> expunged = List.of();

    private Opening(FolderState folder) {
        this.folder = folder;
        this.memory = Recollection.read(folder.directory.file(SideFile.NAME), folder::trouble);
    }

    static FolderState open(FolderPlace place, FolderHouse house, long leastUidValidity) throws IOException {
        FolderState folder = new FolderState(FolderDirectory.open(place, house), house);
        return folder.holding(() -> {
            new Opening(folder).run(leastUidValidity);
            return folder;
        });
    }

    private void run(long leastUidValidity) throws IOException {
        boolean known = true;
        if (memory.renumbering() > 0) {
            known = Renumbering.finish(folder, memory);
        }
        long found = found(known);
        long remembered = known ? remembered(leastUidValidity) : memory.uidValidity() + 1;
        long validity = validity(found, Math.max(leastUidValidity, remembered));
        // Where it is raised, messages keep what is known of them.
        boolean same =
                known && !memory.id().isEmpty() && (validity == memory.uidValidity() || found == memory.uidValidity());
        String id = same ? memory.id() : newId();
        folder.era = new Era(folder, id, validity);
        folder.arrivals = memory.arrivals();
        UidFile.Content content = folder.uids.read();
        read(folder.directory.list());
        long highest = messages.isEmpty() ? 0 : messages.getLast().uid();
        if (same && !(content instanceof UidFile.Content.Next)) {
            highest = Math.max(highest, memory.highestUid());
        }
        folder.uids.settle(content, highest);
        if (same) {
            recall();
        } else {
            begin();
        }
        if (memory.renumbering() > 0) {
            folder.side.outdated();
        }
        if (folder.arrivals.settle(uid -> UidRanges.indexOf(messages, uid) < messages.size()
                && messages.get(UidRanges.indexOf(messages, uid)).uid() == uid)) {
            folder.side.outdated();
        }
        note(found, validity);
        if (folder.uids.exhausted(1)) {
            Renumbering.run(folder);
        }
    }

    /// What `uidvalidity` says; where that is lost what the side file remembers, and at last what the directory's
    /// creation time gives.
    private long found(boolean known) throws IOException {
        Optional<UidValidity> said = UidValidityFile.said(folder.directory.path());
        if (said.isPresent()) {
            return said.get().value();
        }
        return known && own() > 0
                ? own()
                : UidValidityFile.ofCreation(folder.directory.path()).value();
    }

    /// That of the side file; 0 where there is none that can be used.
    private long own() {
        return memory.id().isEmpty() || memory.uidValidity() >= Uid.LAST.value() ? 0 : memory.uidValidity();
    }

    /// The least UIDVALIDITY that the side file allows: a higher one where the file that says it has gone back, as
    /// it does by a crash or by hand.
    private long remembered(long least) throws IOException {
        Optional<UidValidity> said = UidValidityFile.said(folder.directory.path());
        return said.isPresent() && Math.max(said.get().value(), least) < own() ? own() + 1 : own();
    }

    static String newId() {
        return "F" + UUID.randomUUID().toString().replace("-", "");
    }

    private long validity(long found, long least) throws RefusedException {
        if (Math.max(found, least) > Uid.LAST.value()) {
            throw new RefusedException(new Refusal.UidValidityExhausted(folder.directory.path()));
        }
        return Math.max(found, least);
    }

    /// Writes the UIDVALIDITY down: after the side file, which would mean nothing beside a value that it does not
    /// know.
    private void note(long found, long validity) throws IOException {
        if (validity != memory.uidValidity()) {
            folder.side.outdated();
            folder.side.flush(folder::sideText);
        }
        if (validity != found || !UidValidityFile.exists(folder.directory.path())) {
            folder.directory.write(UidValidityFile.NAME, Long.toString(validity));
        }
    }

    private void read(FolderListing listing) {
        for (StoredMessage stored : Reconciliation.singles(folder, listing, List.of())) {
            messages.add(LiveMessage.named(
                    folder.era,
                    stored.uid().value(),
                    folder.flagSets.of(stored.flags(), List.of()),
                    stored.fileName()));
        }
    }

    /// Nothing is known of the messages' past.
    private void begin() {
        Roll roll = folder.roll;
        roll.modSeqAtLeast(memory.highestModSeq());
        long modSeq = roll.nextModSeq();
        messages.forEach(message -> message.modSeq(modSeq));
        roll.begin(messages, new ExpungedHistory(modSeq), 1);
        folder.side.outdated();
    }

    private void recall() throws IOException {
        Roll roll = folder.roll;
        roll.modSeqAtLeast(memory.highestModSeq());
        ExpungedHistory history = new ExpungedHistory(memory.complete());
        long next = folder.uids.next();
        List<ExpungedHistory.Entry> entries = memory.expunged().stream()
                .filter(entry -> entry.uids().last() < next)
                .toList();
        entries.forEach(entry -> history.add(entry.uids(), entry.modSeq()));
        // More than the history keeps.
        expunged = UidRanges.merged(
                entries.stream().map(ExpungedHistory.Entry::uids).toList());
        remembered = new Flags[messages.size()];
        memory.states().forEach(this::recall);
        List<LiveMessage> back = takeBack();
        roll.begin(messages, history, memory.recentFrom());
        expunged.forEach(range -> roll.used(range.last()));
        folder.side.found(memory.bytes(), memory.whole() && folder.era.uidValidity() == memory.uidValidity());
        catchUp(back);
    }

    private void recall(Recollection.States states) {
        for (UidRange range : states.uids()) {
            if (range.last() >= folder.uids.next()) {
                continue; // No UID of this folder: the line is damaged.
            }
            int at = UidRanges.indexOf(messages, range.first());
            long expected = range.first();
            while (at < messages.size() && messages.get(at).uid() <= range.last()) {
                LiveMessage message = messages.get(at);
                if (message.uid() > expected) {
                    vanished.add(new UidRange(expected, message.uid() - 1));
                }
                expected = message.uid() + 1;
                recall(message, states);
                remembered[at] = states.flags();
                at++;
            }
            if (expected <= range.last()) {
                vanished.add(new UidRange(expected, range.last()));
            }
        }
    }

    private void recall(LiveMessage message, Recollection.States states) {
        message.modSeq(states.modSeq());
        message.flags(folder.flagSets.of(message.flags().system(), states.keywords()));
        if (!states.saved().equals(SideText.SAME)) {
            message.savedAt(SideText.seconds(states.saved()));
        }
        if (states.email().equals(SideText.NONE)) {
            message.emailId(new Era(folder, memory.id(), memory.uidValidity()).name(message.uid()));
        } else if (!states.email().equals(SideText.SAME)) {
            message.emailId(states.email());
        }
    }

    /// Takes messages that had been expunged, and lie there again, out of the list.
    private List<LiveMessage> takeBack() {
        List<LiveMessage> back = new ArrayList<>();
        for (UidRange range : expunged) {
            int at = UidRanges.indexOf(messages, range.first());
            while (at < messages.size() && messages.get(at).uid() <= range.last()) {
                back.add(messages.get(at++));
            }
        }
        if (!back.isEmpty()) {
            Set<LiveMessage> those = new HashSet<>(back);
            List<LiveMessage> rest = new ArrayList<>();
            List<Flags> restFlags = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                if (!those.contains(messages.get(i))) {
                    rest.add(messages.get(i));
                    restFlags.add(remembered[i]);
                }
            }
            messages = rest;
            remembered = restFlags.toArray(Flags[]::new);
        }
        return back;
    }

    /// Takes in what others have done since the side file was written.
    private void catchUp(List<LiveMessage> back) {
        List<LiveMessage> differing = new ArrayList<>();
        List<LiveMessage> unknown = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            LiveMessage message = messages.get(i);
            if (remembered[i] == null) {
                unknown.add(message);
            } else if (!MessageFlags.recent(remembered[i], false)
                    .equals(MessageFlags.recent(message.flags().system(), false))) {
                differing.add(message);
            }
        }
        List<UidRange> lost = UidRanges.without(UidRanges.merged(vanished), expunged);
        if (differing.isEmpty() && unknown.isEmpty() && lost.isEmpty()) {
            if (!back.isEmpty()) {
                folder.directory.doubt();
            }
            return;
        }
        long modSeq = folder.roll.nextModSeq();
        lost.forEach(range -> {
            folder.roll.history().add(range, modSeq);
            folder.roll.used(range.last());
        });
        if (!lost.isEmpty()) {
            folder.side.line(SideText.expunged(lost, modSeq));
        }
        differing.forEach(message -> message.modSeq(modSeq));
        unknown.forEach(message -> message.modSeq(modSeq));
        folder.side.states(differing, true);
        folder.side.states(unknown, false);
        if (!back.isEmpty()) {
            folder.directory.doubt();
        }
    }
}
