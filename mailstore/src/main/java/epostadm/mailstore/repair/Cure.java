package epostadm.mailstore.repair;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;

/// What becomes of a finding.
public sealed interface Cure {

    /// It is put right.
    sealed interface RepairStep extends Cure {

        /// Whether nobody else may be at the mailbox meanwhile: names of messages change, or a UID is given.
        default boolean needsRest() {
            return true;
        }
    }

    /// It is left for a person.
    record Leave(Why why) implements Cure {}

    /// It is a normal state; nothing is to be done.
    record Nothing() implements Cure {}

    /// Why something is left.
    enum Why {
        /// Only a person knows what is right.
        NEEDS_DECISION,
        /// It lies outside the store, is the vendor's, or the system does not let it be read or changed.
        OUT_OF_REACH,
        /// Somebody has the mailbox or the folder open: its lock is fresh.
        IN_USE,
        /// No UID is left that could be given.
        NO_UID_LEFT,
        /// The name that it should have is taken.
        NAME_TAKEN,
        /// What it means cannot be told with certainty.
        NOT_CERTAIN
    }

    // In a directory of messages.

    /// `uid` says one more than the highest UID.
    record WriteUidFile() implements RepairStep {}

    /// Of messages with one UID the oldest keeps it; the others get new ones, or go where they are the same bytes.
    record SeparateUids() implements RepairStep {}

    /// Files that are messages but for their names get names.
    record NameMessages() implements RepairStep {}

    /// Messages whose change of flags was cut short come back; what is there twice goes.
    record SettleLeftOvers() implements RepairStep {}

    /// Files without a byte go.
    record TakeAwayEmpty() implements RepairStep {}

    /// CRLF lines and stuffed dots; the text that readers see stays the same.
    record RewriteMessages(Fault fault) implements RepairStep {}

    /// Temporary files of ours go.
    record TakeAwayTemporary() implements RepairStep {}

    // Single files and directories.

    /// A forgotten lock goes.
    record TakeAwayLock() implements RepairStep {}

    /// Directories that get another name, after all that is done within them.
    sealed interface FolderStep extends RepairStep {}

    /// The directory's name becomes modified UTF-7.
    record EncodeFolderName() implements FolderStep {}

    /// The INBOX is spelt as the edition wants it.
    record SpellInbox(String expected) implements FolderStep {}

    // Files that a server reads anew when they change.

    /// What is done to a single file.
    sealed interface FileStep extends RepairStep {
        @Override
        default boolean needsRest() {
            return false;
        }
    }

    /// The control file is spelt as the edition wants it.
    record SpellControlFile(String expected) implements FileStep {}

    /// `sender.dat` ends in `*,0`.
    record PermitTheRest() implements FileStep {}

    /// `effect.dat` says `#<> default`.
    record AcceptNullSender() implements FileStep {}

    /// `file:` names the list in the mailbox.
    record NameOwnList(Path list) implements FileStep {}

    /// Lines of the alias table that say what an earlier one says go.
    record DropAliasLine(int line) implements FileStep {}

    /// `apop.dat` with the password of the account's line.
    record WriteApopDat(AccountName account, DomainName domain) implements FileStep {}

    /// `size.ctl` with the limit of the account's line.
    record WriteSizeCtl(long bytes) implements FileStep {}

    /// What is wrong with how a message is written.
    enum Fault {
        /// Its lines end in line feeds alone.
        LINE_FEEDS,
        /// Its lines end in this and that.
        MIXED_LINE_ENDS,
        /// A dot at a line's start is not doubled.
        SINGLE_DOTS
    }
}
