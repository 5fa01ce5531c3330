package epostadm.mailstore.check;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Something about a store that somebody should know, with its facts.
///
/// `place` is the directory or file that it is about; of many files of one kind in a directory there is one
/// finding, with their number and the first by name. docs/findings.md.
public sealed interface Finding
        permits ControlFinding,
                ForwardFinding,
                AliasFinding,
                SiteFinding,
                Finding.UnreadableMessageNames,
                Finding.UidFileMissing,
                Finding.UidFileBehind,
                Finding.UidFileNotANumber,
                Finding.DuplicateUids,
                Finding.UidAbove2To31,
                Finding.UidNear2To32,
                Finding.ManyMessages,
                Finding.StaleLock,
                Finding.LeftOvers,
                Finding.TemporaryFiles,
                Finding.UndecodableFolderName,
                Finding.FolderTwins,
                Finding.HiddenFolder,
                Finding.ReservedFolderName,
                Finding.WindowsUnfitFolderName,
                Finding.InboxWrongCase,
                Finding.ObfuscatedMessages,
                Finding.ZeroLengthMessages,
                Finding.BareLineFeeds,
                Finding.MixedLineEnds,
                Finding.NotDotStuffed,
                Finding.BrokenHeaders,
                Finding.OverSizeLimit,
                Finding.CountedTwice,
                Finding.ObfuscatedApopDat,
                Finding.ApopDatMissing,
                Finding.ApopDatUnwanted,
                Finding.ApopDatDiffers,
                Finding.SizeCtlDiffers,
                Finding.PutAside,
                Finding.FolderWithoutAccount,
                Finding.AccountWithoutFolder,
                Finding.MailboxTwins,
                Finding.LeadsOutOfStore,
                Finding.NotReadable,
                Finding.ForeignOwner,
                Finding.WritableByAll,
                Finding.NotWritable,
                Finding.PasswordsReadableByAll,
                Finding.VendorManagedIndex,
                Finding.NoAccountIndex,
                Finding.DamagedIndex {

    /// The directory or file that it is about.
    Path place();

    /// What kind of trouble it is: its stable id, and how much it matters.
    default FindingKind kind() {
        return FindingKind.of(this);
    }

    /// The same for all findings of a kind.
    default Severity severity() {
        return kind().severity();
    }

    // An IMAP folder.

    /// Files that end as messages but are named as none.
    record UnreadableMessageNames(Path place, int count, String first) implements Finding {}

    /// There are messages but no `uid`.
    record UidFileMissing(Path place, long expected) implements Finding {}

    /// `uid` is at or below the highest UID, so that a UID would be given twice.
    record UidFileBehind(Path place, long found, long expected) implements Finding {}

    record UidFileNotANumber(Path place, String found, long expected) implements Finding {}

    /// `count` messages share their UID with another, the first of them `first`.
    record DuplicateUids(Path place, int count, long first) implements Finding {}

    /// UIDs beyond 2^31, which clients with signed numbers cannot hold.
    record UidAbove2To31(Path place, long uidNext) implements Finding {}

    /// At least nine tenths of all UIDs are used.
    record UidNear2To32(Path place, long uidNext, long left) implements Finding {}

    /// More messages in a folder, or arrivals in a mailbox root, than is good: over `limit`.
    record ManyMessages(Path place, long count, long limit, boolean arrivals) implements Finding {}

    /// A `$lockfile` that is too old to mean anything.
    record StaleLock(Path place, Instant modified) implements Finding {}

    /// Messages whose change of flags or append was cut short.
    record LeftOvers(Path place, int count, String first) implements Finding {}

    /// Temporary files of this project, from a write that was cut short.
    record TemporaryFiles(Path place, int count, String first) implements Finding {}

    /// The directory's name is no modified UTF-7, so that no client sees the folder.
    record UndecodableFolderName(Path place) implements Finding {}

    /// Folders of one mailbox whose names differ only in case.
    record FolderTwins(Path place, List<String> names) implements Finding {}

    /// A folder that the system hides: what UNSUBSCRIBE does on Windows, and a leading dot elsewhere.
    record HiddenFolder(Path place) implements Finding {}

    /// A folder that is named as a file of the server's.
    record ReservedFolderName(Path place) implements Finding {}

    /// A folder whose directory Windows could not hold.
    record WindowsUnfitFolderName(Path place) implements Finding {}

    /// An INBOX that is spelt otherwise than the edition wants it.
    record InboxWrongCase(Path place, String expected) implements Finding {}

    // The bytes of messages.

    record ObfuscatedMessages(Path place, int count, String first) implements Finding {}

    record ZeroLengthMessages(Path place, int count, String first) implements Finding {}

    /// Messages whose lines all end in a line feed alone.
    record BareLineFeeds(Path place, int count, String first) implements Finding {}

    /// Messages with CRLF and with other line ends.
    record MixedLineEnds(Path place, int count, String first) implements Finding {}

    /// Messages with a body line that starts with a single dot and is not the last.
    record NotDotStuffed(Path place, int count, String first) implements Finding {}

    /// Messages whose beginning is no header section. RFC 5322 section 2.2.
    record BrokenHeaders(Path place, int count, String first) implements Finding {}

    // A mailbox root.

    /// Mail needs more room than the mailbox may have.
    record OverSizeLimit(Path place, long use, long limit) implements Finding {}

    /// Arrivals that lie in INBOX too, since POP3 is on: each counts twice against the size limit.
    record CountedTwice(Path place, long count, long bytes) implements Finding {}

    record ObfuscatedApopDat(Path place) implements Finding {}

    /// The account has SMTP-AUTH or APOP by the index, but no `apop.dat`.
    record ApopDatMissing(Path place, AccountName account, DomainName domain) implements Finding {}

    /// There is an `apop.dat`, though the account has neither SMTP-AUTH nor APOP by the index.
    record ApopDatUnwanted(Path place, AccountName account, DomainName domain) implements Finding {}

    /// `apop.dat` has another password than the index.
    record ApopDatDiffers(Path place, AccountName account, DomainName domain) implements Finding {}

    /// `size.ctl` says `found`, 0 where it is not there, and the index `expected`.
    record SizeCtlDiffers(Path place, AccountName account, DomainName domain, long found, long expected)
            implements Finding {}

    /// Put aside by an administrator: the name begins with `~`.
    record PutAside(Path place) implements Finding {}

    record FolderWithoutAccount(Path place) implements Finding {}

    record AccountWithoutFolder(Path place) implements Finding {}

    /// Mailboxes of one domain whose names differ only in case, and so stand for one account.
    record MailboxTwins(Path place, List<String> names) implements Finding {}

    // Anything.

    /// A symbolic link, which is not followed.
    record LeadsOutOfStore(Path place) implements Finding {}

    /// The system does not let it be read.
    record NotReadable(Path place, String reason) implements Finding {}

    /// Belongs to another user than the mailboxes' directory.
    record ForeignOwner(Path place, String owner, String expected) implements Finding {}

    /// Every user of the system may write to it.
    record WritableByAll(Path place, String permissions) implements Finding {}

    /// A directory that its own owner may not write to.
    record NotWritable(Path place, String permissions) implements Finding {}

    /// Every user of the system may enter the mailboxes' directory and read passwords in `apop.dat` files, so many.
    record PasswordsReadableByAll(Path place, int count, Path first) implements Finding {}

    // The accounts of a domain.

    /// The account index is the vendor's, and is not read.
    record VendorManagedIndex(Path place, DomainName domain) implements Finding {}

    record NoAccountIndex(Path place, DomainName domain) implements Finding {}

    /// A line of our own account index is none.
    record DamagedIndex(Path place, DomainName domain, int line, String found) implements Finding {}
}
