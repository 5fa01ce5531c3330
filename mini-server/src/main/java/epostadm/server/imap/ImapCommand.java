package epostadm.server.imap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything that a client can ask for: RFC 9051 section 6, RFC 3501 section 6, and the extensions that
/// docs/protocols.md lists. A command is whole when it is here; whether the state allows it, the session tells.
public sealed interface ImapCommand {

    record Capability() implements ImapCommand {}

    record Noop() implements ImapCommand {}

    record Logout() implements ImapCommand {}

    /// RFC 2971. A value that is NIL is missing.
    record Id(Map<String, Optional<String>> fields) implements ImapCommand {}

    record StartTls() implements ImapCommand {}

    /// @param initialResponse base64 as it came; RFC 4959's `=` is the empty text
    record Authenticate(String mechanism, Optional<String> initialResponse) implements ImapCommand {

        @Override
        public String toString() {
            return "Authenticate[" + mechanism + (initialResponse.isPresent() ? " ****]" : "]");
        }
    }

    record Login(String user, String password) implements ImapCommand {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /// RFC 5161. Names in upper case, as they came.
    record Enable(List<String> extensions) implements ImapCommand {}

    /// RFC 4978.
    record Compress(String mechanism) implements ImapCommand {}

    /// SELECT and EXAMINE.
    record Select(MailboxName mailbox, boolean readOnly, boolean condstore, Optional<Qresync> qresync)
            implements ImapCommand {}

    /// RFC 7162 section 3.2.5.
    ///
    /// @param known UIDs of which the client has something
    record Qresync(long uidValidity, long modSeq, Optional<SequenceSet> known, Optional<SequenceMatch> match) {}

    /// RFC 7162 section 3.2.5.2: sequence numbers and the UIDs that they had.
    record SequenceMatch(SequenceSet sequence, SequenceSet uids) {}

    /// @param uses RFC 6154 section 3, with the backslash: `\Sent`; those known as that RFC writes them
    record Create(MailboxName mailbox, List<String> uses) implements ImapCommand {}

    record Delete(MailboxName mailbox) implements ImapCommand {}

    record Rename(MailboxName from, MailboxName to) implements ImapCommand {}

    record Subscribe(MailboxName mailbox) implements ImapCommand {}

    record Unsubscribe(MailboxName mailbox) implements ImapCommand {}

    /// LIST, with all of RFC 5258, 5819, 6154.
    ///
    /// @param patterns several only in the extended form
    /// @param extended whether it came in the extended form, whose answers may say more
    record Listing(
            String reference, List<String> patterns, ListSelection selection, ListReturn returned, boolean extended)
            implements ImapCommand {}

    /// RFC 5258 section 3, RFC 6154 section 5.2.
    record ListSelection(boolean subscribed, boolean remote, boolean recursiveMatch, boolean specialUse) {
        public static final ListSelection NONE = new ListSelection(false, false, false, false);
    }

    /// @param status what RFC 5819 wants told of each mailbox
    record ListReturn(boolean subscribed, boolean children, boolean specialUse, List<StatusItem> status) {
        public static final ListReturn NONE = new ListReturn(false, false, false, List.of());
    }

    record Lsub(String reference, String pattern) implements ImapCommand {}

    record Namespace() implements ImapCommand {}

    record Status(MailboxName mailbox, List<StatusItem> items) implements ImapCommand {}

    /// APPEND; RFC 3502 allows several messages, RFC 4469 pieces, RFC 3516 binary.
    record Append(MailboxName mailbox, List<NewMessage> messages) implements ImapCommand {}

    record Idle() implements ImapCommand {}

    /// CLOSE, or RFC 3691's UNSELECT.
    record Close(boolean expunge) implements ImapCommand {}

    /// EXPUNGE, or UID EXPUNGE (RFC 4315 section 2.1).
    record Expunge(Optional<SequenceSet> uids) implements ImapCommand {}

    /// RFC 3501 section 6.4.1.
    record Check() implements ImapCommand {}

    /// @param modified RFC 7162's CHANGEDSINCE
    /// @param vanished RFC 7162's VANISHED
    /// @param partial RFC 9394
    record Fetch(
            SequenceSet messages,
            boolean uid,
            List<FetchItem> items,
            OptionalLong changedSince,
            boolean vanished,
            Optional<PartialRange> partial)
            implements ImapCommand {}

    /// @param flags each once, keywords as they came, those of the system as RFC 9051 writes them
    record Store(
            SequenceSet messages,
            boolean uid,
            FlagAction action,
            boolean silent,
            List<String> flags,
            OptionalLong unchangedSince)
            implements ImapCommand {}

    enum FlagAction {
        REPLACE,
        ADD,
        REMOVE
    }

    /// COPY, or RFC 6851's MOVE.
    record Copy(SequenceSet messages, boolean uid, MailboxName mailbox, boolean move) implements ImapCommand {}

    /// RFC 8508.
    record Replace(SequenceSet message, boolean uid, MailboxName mailbox, NewMessage replacement)
            implements ImapCommand {}

    /// SEARCH in all its forms.
    ///
    /// @param returned RFC 4731 section 3.1 and its kin; empty where the client asked for the old form
    /// @param charset of the strings, for the record: they have been decoded
    record Search(boolean uid, Optional<SearchReturn> returned, Optional<String> charset, SearchKey key)
            implements ImapCommand {}

    /// SORT of RFC 5256, 5957, 5267.
    record Sort(boolean uid, Optional<SearchReturn> returned, List<SortCriterion> criteria, SearchKey key)
            implements ImapCommand {}

    /// THREAD of RFC 5256.
    record Thread(boolean uid, ThreadAlgorithm algorithm, SearchKey key) implements ImapCommand {}

    enum ThreadAlgorithm {
        ORDEREDSUBJECT,
        REFERENCES
    }

    /// RFC 5267 section 4.3: names of searches that are to be watched no more.
    record CancelUpdate(List<String> tags) implements ImapCommand {}

    /// RFC 9208.
    record GetQuota(String root) implements ImapCommand {}

    record GetQuotaRoot(MailboxName mailbox) implements ImapCommand {}

    record SetQuota(String root) implements ImapCommand {}

    /// RFC 5465; nothing is NOTIFY NONE.
    record Notify(Optional<NotifyEvents> events) implements ImapCommand {}
}
