package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.ListedFolder;
import epostadm.mailstore.hierarchy.SpecialUse;
import epostadm.mailstore.mail.FolderName;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapWriter;
import epostadm.server.imap.ListPattern;
import epostadm.server.imap.StatusItem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// LIST, LSUB and STATUS: RFC 9051 sections 6.3.9 and 6.3.11, RFC 3501 section 6.3.9, RFC 5258, 5819, 6154.
final class ListHandler {

    private final ImapService service;
    private final StoreWork store;
    private final ImapOutput out;
    private final Enabled enabled;

    ListHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled) {
        this.service = service;
        this.store = store;
        this.out = out;
        this.enabled = enabled;
    }

    Completion list(AccountFolders tree, ImapCommand.Listing listing) throws IOException, ImapRefusedException {
        // RFC 3501 section 6.3.8: an empty pattern asks for the delimiter and the root of the reference.
        if (!listing.extended() && listing.patterns().equals(List.of(""))) {
            out.untagged("LIST (\\Noselect) \"/\" \"\"");
            return Completion.ok("LIST completed");
        }
        List<ListPattern> patterns = listing.patterns().stream()
                .map(pattern -> ListPattern.of(listing.reference() + pattern))
                .toList();
        List<ListedFolder> all = store.read(tree::list);
        for (ListedFolder folder : all) {
            boolean matches = matches(patterns, folder.name());
            if (!matches
                    || !selected(folder, listing.selection()) && !holdsSubscribed(folder, all, listing, patterns)) {
                continue;
            }
            tell(folder, all, listing);
            if (folder.selectable() && folder.exists()) {
                statusOfListed(tree, folder, listing.returned().status());
            }
        }
        return Completion.ok("LIST completed");
    }

    private static boolean matches(List<ListPattern> patterns, FolderName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static boolean selected(ListedFolder folder, ImapCommand.ListSelection selection) {
        boolean there = folder.exists() || selection.subscribed();
        return there
                && (!selection.subscribed() || folder.subscribed())
                && (!selection.specialUse() || !folder.uses().isEmpty());
    }

    /// RFC 5258 section 3.5: RECURSIVEMATCH shows parents of what is subscribed to, where no pattern shows the
    /// child.
    private static boolean holdsSubscribed(
            ListedFolder folder, List<ListedFolder> all, ImapCommand.Listing listing, List<ListPattern> patterns) {
        return listing.selection().recursiveMatch()
                && subscribedBelow(folder, all).anyMatch(child -> !matches(patterns, child.name()));
    }

    private static Stream<ListedFolder> subscribedBelow(ListedFolder folder, List<ListedFolder> all) {
        String prefix = folder.name() + "/";
        return all.stream()
                .filter(other -> other.subscribed() && other.name().toString().startsWith(prefix));
    }

    private void tell(ListedFolder folder, List<ListedFolder> all, ImapCommand.Listing listing) throws IOException {
        boolean subscriptions =
                listing.selection().subscribed() || listing.returned().subscribed();
        String childInfo = listing.selection().recursiveMatch()
                        && listing.selection().subscribed()
                        && subscribedBelow(folder, all).findAny().isPresent()
                ? " (\"CHILDINFO\" (\"SUBSCRIBED\"))"
                : "";
        begin(folder, subscriptions).say(childInfo).endLine();
    }

    /// That something has happened to the name: RFC 5465 section 5.4.
    ///
    /// @param old what it was called before
    void tellNews(ListedFolder folder, Optional<FolderName> old) throws IOException {
        ImapWriter line = begin(folder, true);
        if (old.isPresent()) {
            line.say(" (\"OLDNAME\" (").mailbox(old.get()).say("))");
        }
        line.endLine();
    }

    private ImapWriter begin(ListedFolder folder, boolean subscriptions) throws IOException {
        List<String> attributes = new ArrayList<>();
        if (!folder.exists()) {
            attributes.add("\\NonExistent");
        } else if (!folder.selectable()) {
            attributes.add("\\Noselect");
        }
        if (subscriptions && folder.subscribed()) {
            attributes.add("\\Subscribed");
        }
        if (folder.exists()) {
            attributes.add(folder.children() ? "\\HasChildren" : "\\HasNoChildren");
        }
        folder.uses().stream().sorted().map(SpecialUse::attribute).forEach(attributes::add);
        return out.untagged().say("LIST ").flags(attributes).say(" \"/\" ").mailbox(folder.name());
    }

    /// RFC 5819: what cannot be told is left out.
    private void statusOfListed(AccountFolders tree, ListedFolder folder, List<StatusItem> items) throws IOException {
        if (!items.isEmpty()) {
            try {
                tellStatus(tree, folder.name(), items);
            } catch (ImapRefusedException e) {
                // It went away, or is in the log.
            }
        }
    }

    /// RFC 3501 section 6.3.9: `%` also shows the parents of what is subscribed to further down.
    Completion lsub(AccountFolders tree, ImapCommand.Lsub lsub) throws IOException, ImapRefusedException {
        ListPattern pattern = ListPattern.of(lsub.reference() + lsub.pattern());
        Map<String, String> shown = new TreeMap<>();
        for (ListedFolder folder : store.read(tree::list)) {
            if (!folder.subscribed()) {
                continue;
            }
            if (pattern.matches(folder.name())) {
                shown.put(folder.name().toString(), folder.exists() && folder.selectable() ? "()" : "(\\Noselect)");
            } else if (lsub.pattern().contains("%")) {
                for (var parent = folder.name().parent();
                        parent.isPresent();
                        parent = parent.get().parent()) {
                    if (pattern.matches(parent.get())) {
                        shown.putIfAbsent(parent.get().toString(), "(\\Noselect)");
                    }
                }
            }
        }
        for (var each : shown.entrySet()) {
            out.untagged()
                    .say("LSUB ")
                    .say(each.getValue())
                    .say(" \"/\" ")
                    .mailbox(each.getKey())
                    .endLine();
        }
        return Completion.ok("LSUB completed");
    }

    Completion status(AccountFolders tree, ImapCommand.Status status) throws IOException, ImapRefusedException {
        if (status.items().contains(StatusItem.HIGHESTMODSEQ)) {
            enabled.enableCondstore();
        }
        tellStatus(tree, FolderHandler.existing(status.mailbox()), status.items());
        return Completion.ok("STATUS completed");
    }

    private void tellStatus(AccountFolders tree, FolderName name, List<StatusItem> items)
            throws IOException, ImapRefusedException {
        String told = store.write(() -> {
            LiveFolder folder = tree.open(name);
            try {
                folder.refresh();
                return text(folder, items);
            } finally {
                tree.release(folder);
            }
        });
        tellStatus(name, told);
    }

    /// Of a folder that is open, as it is known.
    void tellStatus(FolderName name, LiveFolder folder, Collection<StatusItem> items)
            throws IOException, ImapRefusedException {
        tellStatus(name, store.read(() -> text(folder, items)));
    }

    private void tellStatus(FolderName name, String told) throws IOException {
        out.untagged().say("STATUS ").mailbox(name).say(" (" + told + ")").endLine();
    }

    private String text(LiveFolder folder, Collection<StatusItem> items) throws IOException {
        LiveFolder.Counts counts = folder.counts();
        List<String> texts = new ArrayList<>();
        for (StatusItem item : items) {
            texts.add(item.written() + " "
                    + switch (item) {
                        case MESSAGES -> counts.messages();
                        case RECENT -> counts.recent();
                        case UIDNEXT -> Math.min(folder.uidNext(), 0xFFFF_FFFFL);
                        case UIDVALIDITY -> folder.uidValidity();
                        case UNSEEN -> counts.unseen();
                        case DELETED -> counts.deleted();
                        case DELETED_STORAGE ->
                            size(folder, message -> message.flags().system().deleted());
                        case SIZE -> size(folder, _ -> true);
                        case HIGHESTMODSEQ -> folder.highestModSeq();
                        case APPENDLIMIT -> service.limits().messageSize();
                        case MAILBOXID -> "(" + folder.id() + ")";
                    });
        }
        return String.join(" ", texts);
    }

    private long size(LiveFolder folder, Predicate<LiveMessage> counted) throws IOException {
        long sum = 0;
        for (LiveMessage message : folder.messages()) {
            try {
                sum += counted.test(message)
                        ? service.contents().summary(message).size()
                        : 0;
            } catch (NoSuchFileException gone) {
                // It counts no more.
            }
        }
        return sum;
    }
}
