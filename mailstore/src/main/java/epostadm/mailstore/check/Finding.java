package epostadm.mailstore.check;

import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Something about a store that somebody should know, with its facts.
///
/// `place` is the directory or file that it is about; of many files of one kind in a directory there is one
/// finding, with
/// their number and the first by name. docs/store-format.md.
public sealed interface Finding {

    /// The directory or file that it is about.
    Path place();

    /// The same for all findings of a kind, but for the number of messages.
    Severity severity();

    /// A finding that is a [Severity#NOTE].
    sealed interface Note extends Finding {
        @Override
        default Severity severity() {
            return Severity.NOTE;
        }
    }

    /// A finding that is a [Severity#WARNING].
    sealed interface Caution extends Finding {
        @Override
        default Severity severity() {
            return Severity.WARNING;
        }
    }

    /// A finding that is a [Severity#ERROR].
    sealed interface Trouble extends Finding {
        @Override
        default Severity severity() {
            return Severity.ERROR;
        }
    }

    // An IMAP folder.

    /// Files that end as messages but are named as none.
    record UnreadableMessageNames(Path place, int count, String first) implements Caution {}

    /// There are messages but no `uid`.
    record UidFileMissing(Path place, long expected) implements Trouble {}

    /// `uid` is at or below the highest UID, so that a UID would be given twice.
    record UidFileBehind(Path place, long found, long expected) implements Trouble {}

    record UidFileNotANumber(Path place, String found, long expected) implements Trouble {}

    /// `count` messages share their UID with another, the first of them `first`.
    record DuplicateUids(Path place, int count, long first) implements Trouble {}

    /// UIDs beyond 2^31, which clients with signed numbers cannot hold.
    record UidAbove2To31(Path place, long uidNext) implements Caution {}

    /// At least nine tenths of all UIDs are used.
    record UidNear2To32(Path place, long uidNext, long left) implements Trouble {}

    /// More messages in a folder, or arrivals in a mailbox root, than is good: over `limit`.
    record ManyMessages(Path place, long count, long limit, boolean arrivals) implements Finding {
        @Override
        public Severity severity() {
            return limit == FolderCheck.CAUTION ? Severity.WARNING : Severity.ERROR;
        }
    }

    /// A `$lockfile` that is too old to mean anything.
    record StaleLock(Path place, Instant modified) implements Caution {}

    /// Messages whose change of flags or append was cut short.
    record LeftOvers(Path place, int count, String first) implements Caution {}

    /// Temporary files of this project, from a write that was cut short.
    record TemporaryFiles(Path place, int count, String first) implements Note {}

    /// The directory's name is no modified UTF-7, so that no client sees the folder.
    record UndecodableFolderName(Path place) implements Caution {}

    /// Folders of one mailbox whose names differ only in case.
    record FolderTwins(Path place, List<String> names) implements Caution {}

    // The bytes of messages.

    record ObfuscatedMessages(Path place, int count, String first) implements Caution {}

    record ZeroLengthMessages(Path place, int count, String first) implements Caution {}

    /// Messages with line feeds that follow no carriage return.
    record BareLineFeeds(Path place, int count, String first) implements Note {}

    // A mailbox root.

    /// Mail needs more room than the mailbox may have.
    record OverSizeLimit(Path place, long use, long limit) implements Caution {}

    record ObfuscatedApopDat(Path place) implements Caution {}

    /// Put aside by an administrator: the name begins with `~`.
    record PutAside(Path place) implements Note {}

    record FolderWithoutAccount(Path place) implements Caution {}

    record AccountWithoutFolder(Path place) implements Note {}

    /// Mailboxes of one domain whose names differ only in case, and so stand for one account.
    record MailboxTwins(Path place, List<String> names) implements Trouble {}

    // Anything.

    /// A symbolic link, which is not followed.
    record LeadsOutOfStore(Path place) implements Trouble {}

    /// The system does not let it be read.
    record NotReadable(Path place, String reason) implements Trouble {}

    // The accounts of a domain.

    /// The account index is the vendor's, and is not read.
    record VendorManagedIndex(Path place, DomainName domain) implements Note {}

    record NoAccountIndex(Path place, DomainName domain) implements Caution {}

    /// A line of our own account index is none.
    record DamagedIndex(Path place, DomainName domain, int line, String found) implements Trouble {}
}
