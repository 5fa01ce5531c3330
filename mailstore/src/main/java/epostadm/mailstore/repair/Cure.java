package epostadm.mailstore.repair;

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
    record RewriteMessages() implements RepairStep {}

    /// Temporary files of ours go.
    record TakeAwayTemporary() implements RepairStep {}

    // Single files and directories.

    /// A forgotten lock goes.
    record TakeAwayLock() implements RepairStep {}

    /// The directory's name becomes modified UTF-7.
    record EncodeFolderName() implements RepairStep {}
}
