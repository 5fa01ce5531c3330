package epostadm.server.imap;

import epostadm.server.imap.NotifyEvents.Filter;
import epostadm.server.imap.NotifyEvents.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// NOTIFY: RFC 5465 section 8.
final class NotifyParser {

    private static final Set<String> OF_MESSAGES = Set.of("MESSAGENEW", "MESSAGEEXPUNGE", "FLAGCHANGE");
    private static final Set<String> OF_MAILBOXES = Set.of("MAILBOXNAME", "SUBSCRIPTIONCHANGE");

    private NotifyParser() {}

    static ImapCommand notifying(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        return switch (in.word("SET or NONE")) {
            case "NONE" -> new ImapCommand.Notify(Optional.empty());
            case "SET" -> new ImapCommand.Notify(Optional.of(events(in)));
            default -> throw new ImapSyntaxException("SET or NONE expected");
        };
    }

    private static NotifyEvents events(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        boolean status = in.skipWord(" STATUS");
        List<Group> groups = new ArrayList<>();
        do {
            in.space();
            groups.add(group(in));
        } while (in.at(' '));
        if (groups.stream().filter(NotifyParser::selected).count() > 1) {
            throw new ImapSyntaxException("SELECTED twice");
        }
        return new NotifyEvents(status, groups);
    }

    private static boolean selected(Group group) {
        return group.filter() instanceof Filter.Selected;
    }

    private static Group group(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        in.expect('(');
        Filter filter = filter(in);
        in.space();
        Set<String> events = new HashSet<>();
        List<FetchItem> items = List.of();
        if (in.skip('(')) {
            items = events(in, events);
            in.expect(')');
        } else if (!in.skipWord("NONE")) {
            // The examples of RFC 5465 section 3.2 have no parentheses, though its grammar does.
            items = events(in, events);
        }
        in.expect(')');
        boolean added = events.contains("MESSAGENEW");
        boolean expunged = events.contains("MESSAGEEXPUNGE");
        boolean flags = events.contains("FLAGCHANGE");
        boolean name = events.contains("MAILBOXNAME");
        boolean subscription = events.contains("SUBSCRIPTIONCHANGE");
        if (added != expunged || flags && !added) {
            throw new ImapSyntaxException("MessageNew, MessageExpunge and FlagChange go together");
        }
        boolean selected = filter instanceof Filter.Selected;
        if (selected ? name || subscription : !items.isEmpty()) {
            throw new ImapSyntaxException("not of the selected mailbox, or of it alone");
        }
        return new Group(filter, added ? Optional.of(items) : Optional.empty(), expunged, flags, name, subscription);
    }

    private static Filter filter(ImapReader in) throws IOException, ImapSyntaxException {
        return switch (in.word("mailboxes")) {
            case "SELECTED" -> new Filter.Selected(false);
            case "SELECTED-DELAYED" -> new Filter.Selected(true);
            case "INBOXES" -> new Filter.Inboxes();
            case "PERSONAL" -> new Filter.Personal();
            case "SUBSCRIBED" -> new Filter.Subscribed();
            case "SUBTREE" -> new Filter.Subtree(mailboxes(in));
            case "MAILBOXES" -> new Filter.Mailboxes(mailboxes(in));
            default -> throw new ImapSyntaxException("unknown mailboxes");
        };
    }

    private static List<MailboxName> mailboxes(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        if (!in.skip('(')) {
            return List.of(in.mailbox());
        }
        List<MailboxName> names = new ArrayList<>();
        do {
            names.add(in.mailbox());
        } while (in.skip(' '));
        in.expect(')');
        return names;
    }

    /// Puts the events' names in upper case into `events`, and gives what FETCH is to tell of a new message.
    private static List<FetchItem> events(ImapReader in, Set<String> events)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        List<FetchItem> items = List.of();
        do {
            String event = in.atom("event").toUpperCase(Locale.ROOT);
            if (!OF_MESSAGES.contains(event) && !OF_MAILBOXES.contains(event)) {
                throw new ImapRefusedException(ImapRefusal.BAD_EVENT);
            }
            events.add(event);
            if (event.equals("MESSAGENEW") && in.skipWord(" (")) {
                items = FetchParser.itemsBehind(in);
            }
        } while (in.skip(' '));
        return items;
    }
}
