package epostadm.server.imap;

import java.util.List;
import java.util.Optional;

/// What NOTIFY SET wants to hear of: RFC 5465 section 5.
///
/// @param status whether a STATUS of each mailbox comes first
public record NotifyEvents(boolean status, List<Group> groups) {

    public NotifyEvents {
        groups = List.copyOf(groups);
    }

    /// @param messageNew what FETCH would tell of a new message in the selected mailbox; empty: MessageNew is not
    /// wanted
    public record Group(
            Filter filter,
            Optional<List<FetchItem>> messageNew,
            boolean messageExpunge,
            boolean flagChange,
            boolean mailboxName,
            boolean subscriptionChange) {}

    /// RFC 5465 section 6.
    public sealed interface Filter {
        record Selected(boolean delayed) implements Filter {}

        record Inboxes() implements Filter {}

        record Personal() implements Filter {}

        record Subscribed() implements Filter {}

        record Subtree(List<MailboxName> roots) implements Filter {}

        record Mailboxes(List<MailboxName> names) implements Filter {}
    }
}
