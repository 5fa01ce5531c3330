package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/// A folder at work, one object for all sessions of the server. For many threads; every call touches the disk.
public final class LiveFolder {

    private final FolderState state;
    private final Adoption adoption;

    private LiveFolder(FolderState state, BooleanSupplier pop3) {
        this.state = state;
        this.adoption = new Adoption(state, pop3);
    }

    /// Puts a folder to work: reads its directory and side file, and gives it a `uidvalidity` where it has none.
    ///
    /// @param pop3 whether POP3 is on for the account, asked at each refresh of INBOX
    /// @param leastUidValidity the least UIDVALIDITY that it may have, because of what had its name before; 0 for
    /// any
    /// @throws epostadm.mailstore.refusal.RefusedException where a symbolic link stands between the mailbox root
    /// and the folder, or is the folder
    /// @throws java.nio.file.NoSuchFileException where there is no such directory
    public static LiveFolder open(FolderPlace place, FolderHouse house, BooleanSupplier pop3, long leastUidValidity)
            throws IOException {
        return new LiveFolder(Opening.open(place, house, leastUidValidity), pop3);
    }

    /// Whether it was deleted, or replaced by another command: of no use any more, to be opened anew.
    public boolean gone() {
        return state.gone();
    }

    /// Whether somebody is working in it right now, so that whoever wants to would have to wait.
    public boolean busy() {
        return state.busy();
    }

    /// Whether somebody has a view of it.
    public boolean watched() {
        return state.reading(state.roll::watched);
    }

    /// Says that its directory is being deleted: it and its views are gone. Not undone.
    public void retire() {
        state.retire();
    }

    /// Where a folder goes.
    ///
    /// @param leastUidValidity as for [#open]; where its own is raised because of that, its views are gone
    public record Relocation(LiveFolder folder, FolderPlace place, long leastUidValidity) {}

    /// Does something to directories, such as renaming one above several folders, while nobody works in those.
    public static void relocate(DirectoryWork work, List<Relocation> relocations) throws IOException {
        List<FolderState> folders =
                relocations.stream().map(one -> one.folder().state).toList();
        FolderState.holding(folders, () -> {
            work.run();
            for (Relocation one : relocations) {
                if (!one.folder().state.gone()) {
                    one.folder().state.moved(one.place(), one.leastUidValidity());
                }
            }
            return null;
        });
    }

    /// The same for one folder.
    public void move(DirectoryWork work, FolderPlace newPlace, long leastUidValidity) throws IOException {
        relocate(work, List.of(new Relocation(this, newPlace, leastUidValidity)));
    }

    @FunctionalInterface
    public interface DirectoryWork {
        void run() throws IOException;
    }

    /// Writes down what was left for later. It can be used again after that.
    public void rest() {
        state.rest();
    }

    public long uidValidity() {
        return state.reading(() -> state.era.uidValidity());
    }

    /// Up to 2^32.
    public long uidNext() {
        return state.reading(state.uids::next);
    }

    public long highestModSeq() {
        return state.reading(state.roll::highestModSeq);
    }

    /// RFC 8474's MAILBOXID: stays over a rename, and is another when the messages are numbered anew.
    public String id() {
        return state.reading(() -> state.era.folderId());
    }

    /// All keywords that messages have.
    public SortedSet<String> keywords() {
        return state.reading(() -> Collections.unmodifiableSortedSet(state.roll.keywords()));
    }

    /// Looks whether files have come, gone or changed their names by other hands, and takes in what has arrived in
    /// the mailbox root where this is INBOX. Cheap where nothing has happened. That the folder is gone is said by
    /// [#gone()] alone.
    public void refresh() throws IOException {
        state.holding(() -> {
            if (state.gone()) {
                return null;
            }
            try {
                renew();
            } catch (NoSuchFileException e) {
                if (!state.gone()) {
                    throw e;
                }
            }
            return null;
        });
    }

    private void renew() throws IOException {
        state.look();
        if (state.directory.place().inbox()) {
            adoption.run();
        }
    }

    /// Opens a view; refreshes first. One that is not read-only takes what is recent for itself: RFC 3501 section
    /// 2.3.2.
    public FolderView view(boolean readOnly) throws IOException {
        return state.holding(() -> {
            renew();
            return FolderView.open(this, state, readOnly);
        });
    }

    /// Numbers without a view. RFC 9051 section 6.3.11.
    public record Counts(int messages, int recent, int unseen, int deleted) {}

    public Counts counts() {
        return state.reading(() -> {
            int recent = 0;
            int unseen = 0;
            int deleted = 0;
            for (LiveMessage message : state.roll.present()) {
                Flags flags = message.flags().system();
                recent += state.roll.recent(message) ? 1 : 0;
                unseen += flags.seen() ? 0 : 1;
                deleted += flags.deleted() ? 1 : 0;
            }
            return new Counts(state.roll.present().size(), recent, unseen, deleted);
        });
    }

    /// All messages that are there, by UID.
    public List<LiveMessage> messages() {
        return state.reading(state.roll::snapshot);
    }

    /// What came of a change of flags.
    ///
    /// @param done messages whose flags are as wanted now, also those that had them
    /// @param modified messages that had changed after `unchangedSince`, and were left alone: RFC 7162 section
    /// 3.1.3
    /// @param gone messages that were expunged meanwhile
    public record StoreOutcome(List<LiveMessage> done, List<LiveMessage> modified, List<LiveMessage> gone) {}

    /// @param by whose own view will not hear of it; null for none
    public StoreOutcome store(List<LiveMessage> messages, FlagChange change, OptionalLong unchangedSince, FolderView by)
            throws IOException {
        return state.holding(() -> new FlagWork(state).store(messages, change, unchangedSince, by));
    }

    /// Deletes those of the messages that are flagged as deleted.
    ///
    /// @return those that this call deleted
    public List<LiveMessage> expunge(List<LiveMessage> messages) throws IOException {
        return state.holding(() -> new FlagWork(state).expunge(messages));
    }

    /// All or none: RFC 3502 section 3.1. Forced to the disk when it returns.
    ///
    /// @return their UIDs, in order
    public List<Long> append(List<StagedMessage> messages) throws IOException {
        return new ArrayList<>(new Filing(state)
                .append(messages).stream().map(LiveMessage::uid).toList());
    }

    /// As [#append(List)], and deletes `replaced` in the same breath: RFC 8508. `replaced` lies in `from`.
    ///
    /// @throws java.nio.file.NoSuchFileException where that is gone; nothing is appended then
    public long replace(StagedMessage message, LiveFolder from, LiveMessage replaced) throws IOException {
        return new Filing(state).replace(message, from.state, replaced);
    }

    /// What came of COPY or MOVE: pairs of old and new UIDs, in the order of the old ones.
    public record Copied(long uidValidity, List<Long> from, List<Long> to) {}

    /// Copies messages of this folder into another or the same, with flags, dates and email ids: all or none (RFC
    /// 9051 section 6.4.7). Messages that are gone are left out.
    public Copied copy(List<LiveMessage> messages, LiveFolder target) throws IOException {
        return new Filing(target.state).copy(state, messages);
    }

    /// Moves messages; each is in one of the two folders at any time. RFC 6851.
    public Copied move(List<LiveMessage> messages, LiveFolder target) throws IOException {
        return new Moving(state, target.state).move(messages);
    }

    /// UIDs of messages that went away after `modSeq`, ascending; where that is not known any more, all UIDs below
    /// [#uidNext()] that no message has, which can be four thousand millions. RFC 7162 section 3.2.10.
    public List<UidRange> expungedSince(long modSeq) {
        return state.reading(() -> state.roll
                .history()
                .since(modSeq)
                .orElseGet(() -> UidRanges.between(state.roll.present(), state.uids.next())));
    }
}
