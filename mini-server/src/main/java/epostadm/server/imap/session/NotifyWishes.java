package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.MailboxName;
import epostadm.server.imap.NotifyEvents;
import epostadm.server.imap.NotifyEvents.Filter;
import epostadm.server.imap.NotifyEvents.Group;
import java.util.List;
import java.util.function.Predicate;

/// What NOTIFY SET asks for, by folder: RFC 5465 section 6.
record NotifyWishes(NotifyEvents events) {

    /// Nothing at all, as NOTIFY NONE has it.
    static final NotifyWishes NONE = new NotifyWishes(new NotifyEvents(false, List.of()));

    /// Whether news of messages in the folder are to be told, as long as it is not selected.
    boolean messages(ListedFolder folder) {
        return folder.exists()
                && folder.selectable()
                && any(folder, group -> group.messageNew().isPresent());
    }

    boolean flags(ListedFolder folder) {
        return any(folder, Group::flagChange);
    }

    boolean name(ListedFolder folder) {
        return any(folder, Group::mailboxName);
    }

    /// Also where the folder is one that was subscribed to until now.
    boolean subscription(ListedFolder folder) {
        return any(
                new ListedFolder(
                        folder.name(), folder.exists(), folder.selectable(), folder.children(), true, folder.uses()),
                Group::subscriptionChange);
    }

    boolean anyOfOthers() {
        return events.groups().stream().anyMatch(group -> !(group.filter() instanceof Filter.Selected));
    }

    private boolean any(ListedFolder folder, Predicate<Group> wanted) {
        return events.groups().stream().anyMatch(group -> wanted.test(group) && matches(group.filter(), folder));
    }

    private static boolean matches(Filter filter, ListedFolder folder) {
        return switch (filter) {
            case Filter.Selected _ -> false;
            // Nothing but INBOX has mail delivered to it.
            case Filter.Inboxes _ -> folder.name().isInbox();
            case Filter.Personal _ -> true;
            case Filter.Subscribed _ -> folder.subscribed();
            case Filter.Subtree(List<MailboxName> roots) ->
                roots.stream().flatMap(root -> root.folder().stream()).anyMatch(root -> within(folder.name(), root));
            case Filter.Mailboxes(List<MailboxName> names) ->
                names.stream().flatMap(name -> name.folder().stream()).anyMatch(folder.name()::equals);
        };
    }

    /// Whether `name` is `root`, or lies below it.
    static boolean within(FolderName name, FolderName root) {
        int depth = root.components().size();
        return name.components().size() >= depth
                && name.components().subList(0, depth).equals(root.components());
    }
}
