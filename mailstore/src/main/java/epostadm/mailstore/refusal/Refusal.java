package epostadm.mailstore.refusal;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import java.nio.file.Path;
import java.util.List;

/// Why something is not done. Each reason carries the facts that its sentence needs.
public sealed interface Refusal {

    /// The directory does not exist, or cannot be read as one.
    record NoSuchStore(Path directory) implements Refusal {}

    /// The directory is empty: perhaps a volume that is not mounted. It is never filled by accident.
    record EmptyDirectory(Path directory) implements Refusal {}

    /// The directory holds nothing by which an E-Post store is recognised.
    record NotAStore(Path directory) implements Refusal {}

    /// `store init` makes a store in a new or empty directory only.
    record DirectoryNotEmpty(Path directory) implements Refusal {}

    /// Another process changes the store; `holder` is its host, process, command and start.
    record StoreInUse(Path lock, String holder) implements Refusal {}

    /// A server serves the store, and what is wanted needs it stopped; or it serves it already.
    record StoreServed(Path lock, String holder) implements Refusal {}

    /// A change was cut short and must be resumed or undone first.
    record ChangeInterrupted(String change, String kind) implements Refusal {}

    /// No change has this id.
    record UnknownChange(String change, List<String> newest) implements Refusal {}

    /// The change cannot be undone or resumed: it is finished, undone or purged already.
    record ChangeNotOpen(String change, String state) implements Refusal {}

    /// What the change left, or must find, is not what lies there now; `paths` within the store.
    record ChangeConflict(String change, List<String> paths) implements Refusal {}

    /// The account index is the vendor's, whose format is not public; it is never read or written.
    record VendorManaged(Path index) implements Refusal {}

    /// The domain has mailboxes but no account index in the store.
    record NoAccountIndex(Path index, DomainName domain) implements Refusal {}

    /// A file of ours cannot be understood.
    record Unreadable(Path file, int line, String found, String expected) implements Refusal {}

    /// The store has several domains, or none, and none was named.
    record DomainNeeded(List<DomainName> domains) implements Refusal {}

    record UnknownDomain(DomainName domain, List<DomainName> domains) implements Refusal {}

    record UnknownAccount(AccountName account, DomainName domain, List<AccountName> similar) implements Refusal {}

    record AccountExists(AccountName account, DomainName domain) implements Refusal {}

    /// A text that is no account name, and the rule it breaks.
    record BadAccountName(String text, AccountName.Flaw flaw) implements Refusal {}

    /// The alias table has no such line.
    record UnknownAlias(String alias) implements Refusal {}

    /// The account is in the state that was asked for already.
    record NothingToChange(String subject) implements Refusal {}

    /// The account has no such folder.
    record UnknownFolder(AccountName account, String folder) implements Refusal {}

    /// A folder of that name cannot be made.
    record BadFolderName(String name, FolderName.Flaw flaw) implements Refusal {}

    /// A folder or file has that name already.
    record NameTaken(Path path) implements Refusal {}

    /// The last UIDVALIDITY there is has been used, so that no higher one can be given.
    record UidValidityExhausted(Path folder) implements Refusal {}

    /// Folders whose names differ only in case stand for one account.
    record CaseTwins(AccountName account, List<Path> folders) implements Refusal {}

    /// The mailbox is also that of accounts of the same name in other domains of the common box.
    record SharedMailbox(AccountName account, Path mailbox, List<DomainName> domains) implements Refusal {
        public SharedMailbox {
            domains = List.copyOf(domains);
        }
    }

    /// A directory of the store lies on another volume than `ours`, so that nothing can be renamed between them.
    record OtherVolume(Path path, Path ours) implements Refusal {}

    /// A path leads out of the store by a symbolic link or by its name.
    record LeadsOutOfStore(Path path) implements Refusal {}

    /// Nothing put aside is known under the account's name.
    record NotRetired(AccountName account, DomainName domain) implements Refusal {}

    /// After the change, something is not as it must be; the change was taken back.
    record VerificationFailed(String path, String found, String expected) implements Refusal {}

    /// The user asked to stop; the change was taken back.
    record Cancelled() implements Refusal {}

    /// The store cannot be converted, for what bears these names.
    record Unconvertible(Obstacle obstacle, List<String> names) implements Refusal {
        public Unconvertible {
            names = List.copyOf(names);
        }

        /// What stands in the way of a conversion.
        public enum Obstacle {
            /// Names that differ only in case, and would be one.
            CASE_TWINS,
            /// Names that no file can have on Windows.
            WINDOWS_NAMES,
            /// Accounts of one name in two domains, which share a mailbox in the common box.
            SHARED_ACCOUNTS,
            /// Something stands where a mailbox has to go.
            TAKEN,
            /// Domains of the common box whose accounts are not known, so that mailboxes cannot be told apart.
            ACCOUNTS_NOT_KNOWN,
            /// Symbolic links where mailboxes lie.
            LINKS
        }
    }

    /// The import text is in an encoding that is not read.
    record UnknownEncoding(Path file, int line, String found) implements Refusal {}

    /// A plan that was shown is not what would be done now.
    record PlanOutdated(Path plan, Part part) implements Refusal {

        /// What has changed since.
        public enum Part {
            IMPORT_TEXT,
            ACCOUNTS,
            MAILBOXES
        }
    }

    /// The plan names what must be mended first; `blocks` is how many such things there are.
    record PlanBlocked(Path file, long blocks) implements Refusal {}

    /// A message of the queue lies in several places, and it is not known which of them is the message.
    record QueuedTwice(String id, List<Path> envelopes) implements Refusal {
        public QueuedTwice {
            envelopes = List.copyOf(envelopes);
        }
    }

    /// No year-end change-over of the domain is in a state for that.
    record NoYearEnd(DomainName domain) implements Refusal {}
}
