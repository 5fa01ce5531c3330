package epostadm.mailstore.conversion;

import epostadm.mailstore.journal.ChangePlan;
import java.util.List;

/// A conversion before it is made: the change, what it does in words of mail, and what is left to the
/// administrator.
public record Conversion(ChangePlan change, List<Detail> details, List<Remark> remarks) {

    public Conversion {
        details = List.copyOf(details);
        remarks = List.copyOf(remarks);
    }

    /// What is done to something.
    public enum Kind {
        MAILBOX_MOVED,
        INBOX_RENAMED,
        CONTROL_FILE_RENAMED,
        LINE_ENDS,
        FORWARD_LIST,
        /// A count of failed logins, whose name has a colon.
        COUNTER_REMOVED,
        DOMAIN_DIRECTORY,
        SETTINGS
    }

    /// @param path relative to the work folder
    /// @param from what it was before, if it has another name or value now; else empty
    public record Detail(Kind kind, String path, String from) {}

    /// What a person has to look after.
    public enum Matter {
        /// `ForwardTo=file:` names a list that is not there.
        LIST_MISSING,
        /// The grammar is not public: kept as it is, though its lines end as in the other edition.
        NOT_REWRITTEN,
        /// Too large, or no regular file.
        NOT_READ,
        /// `$Shared` names a path.
        SHARED_FOLDER,
        /// Too long a path for programs of Windows.
        LONG_PATH,
        /// The domain's accounts are in the vendor's hands.
        VENDORS_ACCOUNTS,
        /// So many mailboxes have another owner than `inbox`.
        OTHER_OWNERS,
        /// The vendor's settings are in the registry of Windows, or in files below `reg`.
        VENDORS_SETTINGS,
        /// A directory of the common box that is no account's.
        NOBODYS
    }

    /// @param subject a relative path, a domain, or a number
    public record Remark(Matter matter, String subject) {}

    public long count(Kind kind) {
        return details.stream().filter(detail -> detail.kind() == kind).count();
    }
}
