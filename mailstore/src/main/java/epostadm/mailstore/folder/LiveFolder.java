package epostadm.mailstore.folder;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;

/// A folder at work, one object for all sessions of the server. For many threads; every call touches the disk.
public final class LiveFolder {

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
        throw new UnsupportedOperationException();
    }

    /// Whether it was deleted, or replaced by another command: of no use any more, to be opened anew.
    public boolean gone() {
        throw new UnsupportedOperationException();
    }

    /// Whether somebody has a view of it.
    public boolean watched() {
        throw new UnsupportedOperationException();
    }

    /// Says that its directory is being deleted: it and its views are gone. Not undone.
    public void retire() {
        throw new UnsupportedOperationException();
    }

    /// Does something to the directory, such as renaming one above it, while nobody works in the folder.
    ///
    /// @param newPlace where the folder lies when the work is done
    /// @param leastUidValidity as for [#open]; where it is raised because of that, views are gone
    public void move(DirectoryWork work, FolderPlace newPlace, long leastUidValidity) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Says that the directory bears that name now.
    public void moved(FolderPlace newPlace, long leastUidValidity) throws IOException {
        throw new UnsupportedOperationException();
    }

    @FunctionalInterface
    public interface DirectoryWork {
        void run() throws IOException;
    }

    /// Writes down what was left for later. It can be used again after that.
    public void rest() {
        throw new UnsupportedOperationException();
    }

    public long uidValidity() {
        throw new UnsupportedOperationException();
    }

    /// Up to 2^32.
    public long uidNext() {
        throw new UnsupportedOperationException();
    }

    public long highestModSeq() {
        throw new UnsupportedOperationException();
    }

    /// RFC 8474's MAILBOXID: stays over a rename.
    public String id() {
        throw new UnsupportedOperationException();
    }

    /// All keywords that messages have.
    public SortedSet<String> keywords() {
        throw new UnsupportedOperationException();
    }

    /// Looks whether files have come, gone or changed their names by other hands, and takes in what has arrived in
    /// the mailbox root where this is INBOX. Cheap where nothing has happened.
    public void refresh() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Opens a view; refreshes first. One that is not read-only takes what is recent for itself: RFC 3501 section
    /// 2.3.2.
    public FolderView view(boolean readOnly) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Numbers without a view. RFC 9051 section 6.3.11.
    public record Counts(int messages, int recent, int unseen, int deleted) {}

    public Counts counts() {
        throw new UnsupportedOperationException();
    }

    /// All messages that are there, by UID.
    public List<LiveMessage> messages() {
        throw new UnsupportedOperationException();
    }

    /// What came of a change of flags.
    ///
    /// @param done messages whose flags are as wanted now, also those that had them
    /// @param modified messages that had changed after `unchangedSince`, and were left alone: RFC 7162 section
    /// 3.1.3
    /// @param gone messages that were expunged meanwhile
    public record StoreOutcome(List<LiveMessage> done, List<LiveMessage> modified, List<LiveMessage> gone) {}

    /// @param by whose own view will not hear of it
    public StoreOutcome store(List<LiveMessage> messages, FlagChange change, OptionalLong unchangedSince, FolderView by)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Deletes those of the messages that are flagged as deleted.
    ///
    /// @return those that this call deleted
    public List<LiveMessage> expunge(List<LiveMessage> messages) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// All or none: RFC 3502 section 3.1. Forced to the disk when it returns.
    ///
    /// @return their UIDs, in order
    public List<Long> append(List<StagedMessage> messages) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#append(List)], and deletes `replaced` in the same breath: RFC 8508. `replaced` lies in `from`.
    public long replace(StagedMessage message, LiveFolder from, LiveMessage replaced) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// What came of COPY or MOVE: pairs of old and new UIDs, in the order of the old ones.
    public record Copied(long uidValidity, List<Long> from, List<Long> to) {}

    /// Copies messages of this folder into another or the same, with flags, dates and email ids: all or none (RFC
    /// 9051 section 6.4.7). Messages that are gone are left out.
    public Copied copy(List<LiveMessage> messages, LiveFolder target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Moves messages; each is in one of the two folders at any time. RFC 6851.
    public Copied move(List<LiveMessage> messages, LiveFolder target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// UIDs of messages that went away after `modSeq`, ascending; where that is not known any more, all UIDs below
    /// [#uidNext()] that no message has, which can be four thousand millions. RFC 7162 section 3.2.10.
    public List<UidRange> expungedSince(long modSeq) {
        throw new UnsupportedOperationException();
    }
}
