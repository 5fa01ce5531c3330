package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.MailboxName;
import epostadm.server.imap.NotifyEvents;
import epostadm.server.imap.NotifyEvents.Filter;
import epostadm.server.imap.NotifyEvents.Group;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What NOTIFY SET asks for, by folder: RFC 5465 section 6.
final class NotifyWishes {

    /// Nothing at all, as NOTIFY NONE has it.
    static final NotifyWishes NONE = new NotifyWishes(List.of());

    private record Wish(Group group, Predicate<ListedFolder> folders) {}

    private final List<Wish> wishes;

    private NotifyWishes(List<Wish> wishes) {
        this.wishes = List.copyOf(wishes);
    }

    static NotifyWishes of(NotifyEvents events) {
        return new NotifyWishes(events.groups().stream()
                .filter(group -> !(group.filter() instanceof Filter.Selected))
                .map(group -> new Wish(group, folders(group.filter())))
                .toList());
    }

    private static Predicate<ListedFolder> folders(Filter filter) {
        return switch (filter) {
            case Filter.Selected _ -> _ -> false;
            // Nothing but INBOX has mail delivered to it.
            case Filter.Inboxes _ -> folder -> folder.name().isInbox();
            case Filter.Personal _ -> _ -> true;
            case Filter.Subscribed _ -> ListedFolder::subscribed;
            case Filter.Subtree(List<MailboxName> roots) -> {
                Set<FolderName> names = names(roots);
                yield folder -> within(folder.name(), names);
            }
            case Filter.Mailboxes(List<MailboxName> mailboxes) -> {
                Set<FolderName> names = names(mailboxes);
                yield folder -> names.contains(folder.name());
            }
        };
    }

    private static Set<FolderName> names(Collection<MailboxName> mailboxes) {
        Set<FolderName> names = new HashSet<>();
        mailboxes.forEach(mailbox -> mailbox.folder().ifPresent(names::add));
        return names;
    }

    private static boolean within(FolderName name, Set<FolderName> roots) {
        FolderName at = name;
        while (!roots.contains(at)) {
            if (at.parent().isEmpty()) {
                return false;
            }
            at = at.parent().get();
        }
        return true;
    }

    boolean isEmpty() {
        return wishes.isEmpty();
    }

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
        ListedFolder before = new ListedFolder(
                folder.name(), folder.exists(), folder.selectable(), folder.children(), true, folder.uses());
        return any(before, Group::subscriptionChange);
    }

    private boolean any(ListedFolder folder, Predicate<Group> wanted) {
        return wishes.stream()
                .anyMatch(wish -> wanted.test(wish.group()) && wish.folders().test(folder));
    }
}
