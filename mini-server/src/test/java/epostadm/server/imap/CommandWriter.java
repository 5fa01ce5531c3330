package epostadm.server.imap;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.ModifiedUtf7;
import epostadm.server.imap.NewMessage.Piece;
import epostadm.server.imap.NotifyEvents.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Writes commands as a client might, in any of the forms that each has.
final class CommandWriter {

    private final Seeded seeded;
    private final ImapMode mode;
    private final StringBuilder said = new StringBuilder();

    CommandWriter(Seeded seeded, ImapMode mode) {
        this.seeded = seeded;
        this.mode = mode;
    }

    /// The command with tag and CRLF, each octet as one character.
    static String write(Seeded seeded, ImapMode mode, String tag, ImapCommand command) {
        CommandWriter writer = new CommandWriter(seeded, mode);
        writer.said.append(tag).append(' ');
        writer.command(command);
        return writer.said.append("\r\n").toString();
    }

    CommandWriter say(String text) {
        said.append(text);
        return this;
    }

    /// A word in some mixture of cases.
    CommandWriter word(String word) {
        String other = seeded.chance(0.5) ? word.toLowerCase(Locale.ROOT) : word;
        return say(seeded.chance(0.1) ? other.substring(0, 1) + word.substring(1) : other);
    }

    <T> CommandWriter list(List<T> values, BiConsumer<CommandWriter, T> each) {
        for (int i = 0; i < values.size(); i++) {
            say(i == 0 ? "" : " ");
            each.accept(this, values.get(i));
        }
        return this;
    }

    /// Octets as an atom, a quoted string or a literal.
    CommandWriter astring(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        boolean atom = !text.isEmpty() && text.chars().allMatch(c -> ImapReader.atomChar(c) || c == ']');
        return atom && seeded.chance(0.5) ? say(text) : string(octets);
    }

    CommandWriter string(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        if (text.chars().allMatch(c -> c != '\r' && c != '\n') && seeded.chance(0.7)) {
            return say("\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        return literal(text, "");
    }

    CommandWriter literal(String octets, String before) {
        return say(before + "{" + octets.length() + (seeded.chance(0.5) ? "+" : "") + "}\r\n" + octets);
    }

    CommandWriter text(String text) {
        return astring(text.getBytes(StandardCharsets.UTF_8));
    }

    CommandWriter name(String name) {
        return text(mode.utf8() ? name : ModifiedUtf7.encode(name));
    }

    CommandWriter name(MailboxName name) {
        return name(name.text());
    }

    private CommandWriter uid(boolean uid, String word) {
        return uid ? word("UID").say(" ").word(word).say(" ") : word(word).say(" ");
    }

    private void command(ImapCommand command) {
        switch (command) {
            case ImapCommand.Capability _ -> word("CAPABILITY");
            case ImapCommand.Noop _ -> word("NOOP");
            case ImapCommand.Logout _ -> word("LOGOUT");
            case ImapCommand.StartTls _ -> word("STARTTLS");
            case ImapCommand.Namespace _ -> word("NAMESPACE");
            case ImapCommand.Idle _ -> word("IDLE");
            case ImapCommand.Check _ -> word("CHECK");
            case ImapCommand.Close(boolean expunge) -> word(expunge ? "CLOSE" : "UNSELECT");
            case ImapCommand.Id id -> id(id);
            case ImapCommand.Authenticate(String mechanism, Optional<String> initial) ->
                word("AUTHENTICATE ")
                        .word(mechanism)
                        .say(initial.map(i -> " " + i).orElse(""));
            case ImapCommand.Login(String user, String password) ->
                word("LOGIN ").text(user).say(" ").text(password);
            case ImapCommand.Enable(List<String> extensions) -> word("ENABLE ").list(extensions, CommandWriter::word);
            case ImapCommand.Compress(String mechanism) -> word("COMPRESS ").word(mechanism);
            case ImapCommand.Select select -> select(select);
            case ImapCommand.Create(MailboxName mailbox, List<String> uses) -> {
                word("CREATE ").name(mailbox);
                if (!uses.isEmpty()) {
                    say(" (").word("USE (").list(uses, CommandWriter::say).say("))");
                }
            }
            case ImapCommand.Delete(MailboxName mailbox) -> word("DELETE ").name(mailbox);
            case ImapCommand.Rename(MailboxName from, MailboxName to) ->
                word("RENAME ").name(from).say(" ").name(to);
            case ImapCommand.Subscribe(MailboxName mailbox) ->
                word("SUBSCRIBE ").name(mailbox);
            case ImapCommand.Unsubscribe(MailboxName mailbox) ->
                word("UNSUBSCRIBE ").name(mailbox);
            case ImapCommand.Listing listing -> listing(listing);
            case ImapCommand.Lsub(String reference, String pattern) ->
                word("LSUB ").name(reference).say(" ").name(pattern);
            case ImapCommand.Status(MailboxName mailbox, List<StatusItem> items) ->
                word("STATUS ").name(mailbox).say(" ").statusItems(items);
            case ImapCommand.Append(MailboxName mailbox, List<NewMessage> messages) -> {
                word("APPEND ").name(mailbox);
                messages.forEach(this::message);
            }
            case ImapCommand.Replace(SequenceSet set, boolean uid, MailboxName mailbox, NewMessage replacement) ->
                uid(uid, "REPLACE").say(set + " ").name(mailbox).message(replacement);
            case ImapCommand.Expunge(Optional<SequenceSet> uids) ->
                uids.ifPresentOrElse(set -> uid(true, "EXPUNGE").say(set.toString()), () -> word("EXPUNGE"));
            case ImapCommand.Fetch fetch -> fetch(fetch);
            case ImapCommand.Store store -> store(store);
            case ImapCommand.Copy(SequenceSet messages, boolean uid, MailboxName mailbox, boolean move) ->
                uid(uid, move ? "MOVE" : "COPY").say(messages + " ").name(mailbox);
            case ImapCommand.Search search -> new SearchWriter(seeded, this).search(search);
            case ImapCommand.Sort sort -> new SearchWriter(seeded, this).sort(sort);
            case ImapCommand.Thread thread -> new SearchWriter(seeded, this).thread(thread);
            case ImapCommand.CancelUpdate(List<String> tags) ->
                word("CANCELUPDATE ").list(tags, (out, tag) -> out.say("\"" + tag + "\""));
            case ImapCommand.GetQuota(String root) -> word("GETQUOTA ").text(root);
            case ImapCommand.GetQuotaRoot(MailboxName mailbox) ->
                word("GETQUOTAROOT ").name(mailbox);
            case ImapCommand.SetQuota(String root) ->
                word("SETQUOTA ").text(root).say(seeded.chance(0.5) ? " ()" : " (STORAGE 512 MESSAGE 10)");
            case ImapCommand.Notify(Optional<NotifyEvents> events) -> {
                word("NOTIFY ");
                events.ifPresentOrElse(this::events, () -> word("NONE"));
            }
        }
    }

    private void id(ImapCommand.Id id) {
        word("ID ");
        if (id.fields().isEmpty()) {
            say(seeded.chance(0.5) ? "NIL" : "()");
            return;
        }
        say("(").list(List.copyOf(id.fields().entrySet()), (out, field) -> {
            out.string(field.getKey().getBytes(StandardCharsets.UTF_8)).say(" ");
            field.getValue()
                    .ifPresentOrElse(
                            value -> out.string(value.getBytes(StandardCharsets.UTF_8)), () -> out.word("NIL"));
        });
        say(")");
    }

    private void select(ImapCommand.Select select) {
        word(select.readOnly() ? "EXAMINE " : "SELECT ").name(select.mailbox());
        if (select.condstore() || select.qresync().isPresent()) {
            say(" (");
            select.qresync()
                    .ifPresent(q -> word("QRESYNC ")
                            .say("(" + q.uidValidity() + " " + q.modSeq())
                            .say(q.known().map(k -> " " + k).orElse(""))
                            .say(q.match()
                                    .map(m -> " (" + m.sequence() + " " + m.uids() + ")")
                                    .orElse(""))
                            .say(")"));
            say(select.condstore() && select.qresync().isPresent() ? " " : "");
            say(select.condstore() ? "CONDSTORE)" : ")");
        }
    }

    private void listing(ImapCommand.Listing listing) {
        word("LIST ");
        ImapCommand.ListSelection selection = listing.selection();
        boolean selects = !selection.equals(ImapCommand.ListSelection.NONE);
        if (selects) {
            say("("
                    + present(
                            selection.remote(),
                            "REMOTE",
                            selection.subscribed(),
                            "SUBSCRIBED",
                            selection.recursiveMatch(),
                            "RECURSIVEMATCH",
                            selection.specialUse(),
                            "SPECIAL-USE")
                    + ") ");
        }
        name(listing.reference()).say(" ");
        boolean several = listing.patterns().size() > 1;
        if (several) {
            say("(").list(listing.patterns(), CommandWriter::name).say(")");
        } else {
            name(listing.patterns().getFirst());
        }
        ImapCommand.ListReturn returned = listing.returned();
        boolean returns = !returned.equals(ImapCommand.ListReturn.NONE);
        if (returns || listing.extended() && !several && !selects) {
            say(" ").word("RETURN ").say("(");
            say(present(
                    returned.subscribed(),
                    "SUBSCRIBED",
                    returned.children(),
                    "CHILDREN",
                    returned.specialUse(),
                    "SPECIAL-USE"));
            if (!returned.status().isEmpty()) {
                say(said.charAt(said.length() - 1) == '(' ? "" : " ")
                        .word("STATUS ")
                        .statusItems(returned.status());
            }
            say(")");
        }
    }

    static String present(Object... flagsAndWords) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < flagsAndWords.length; i += 2) {
            if ((boolean) flagsAndWords[i]) {
                words.append(words.isEmpty() ? "" : " ").append(flagsAndWords[i + 1]);
            }
        }
        return words.toString();
    }

    private CommandWriter statusItems(List<StatusItem> items) {
        return say("(").list(items, (out, item) -> out.word(item.written())).say(")");
    }

    private CommandWriter message(NewMessage message) {
        if (!message.flags().isEmpty() || seeded.chance(0.2)) {
            say(" (").list(message.flags(), CommandWriter::say).say(")");
        }
        message.date().ifPresent(date -> say(" ").say(latin1(new ImapWriter().dateTime(date))));
        say(" ");
        if (message.pieces().size() == 1 && message.pieces().getFirst() instanceof Piece.Text(KeptLiteral literal)) {
            return literal(((ScriptedSource.Kept) literal).octets(), message.binary() ? "~" : "");
        }
        return word("CATENATE ")
                .say("(")
                .list(message.pieces(), CommandWriter::piece)
                .say(")");
    }

    private void piece(Piece piece) {
        switch (piece) {
            case Piece.Text(KeptLiteral literal) -> word("TEXT ").literal(((ScriptedSource.Kept) literal).octets(), "");
            case Piece.Url(String url) -> word("URL ").text(url);
        }
    }

    static String latin1(ImapWriter writer) {
        return new String(writer.octets(), StandardCharsets.ISO_8859_1);
    }

    private void fetch(ImapCommand.Fetch fetch) {
        uid(fetch.uid(), "FETCH").say(fetch.messages() + " ");
        if (fetch.items().size() == 1 && seeded.chance(0.5)) {
            item(fetch.items().getFirst());
        } else {
            say("(").list(fetch.items(), CommandWriter::item).say(")");
        }
        if (fetch.changedSince().isPresent() || fetch.partial().isPresent()) {
            say(" (");
            fetch.changedSince().ifPresent(since -> word("CHANGEDSINCE ").say(Long.toString(since)));
            say(fetch.vanished() ? " VANISHED" : "");
            say(fetch.changedSince().isPresent() && fetch.partial().isPresent() ? " " : "");
            fetch.partial().ifPresent(range -> word("PARTIAL ").say(range.first() + ":" + range.last()));
            say(")");
        }
    }

    void item(FetchItem item) {
        switch (item) {
            case FetchItem.Plain plain -> word(plain.name().replace("RFC822_", "RFC822."));
            case FetchItem.Preview(boolean lazy) -> word("PREVIEW").say(lazy ? " (LAZY)" : "");
            case FetchItem.BinarySize(List<Integer> part) -> word("BINARY.SIZE").say("[" + dotted(part) + "]");
            case FetchItem.Binary(List<Integer> part, boolean peek, Optional<FetchItem.Partial> partial) ->
                word(peek ? "BINARY.PEEK" : "BINARY")
                        .say("[" + dotted(part) + "]")
                        .partial(partial);
            case FetchItem.Body(FetchItem.Section section, boolean peek, Optional<FetchItem.Partial> partial) -> {
                word(peek ? "BODY.PEEK" : "BODY").say("[" + dotted(section.part()));
                say(section.part().isEmpty() || section.text() instanceof FetchItem.Text.All ? "" : ".");
                switch (section.text()) {
                    case FetchItem.Text.All _ -> {}
                    case FetchItem.Text.Header _ -> word("HEADER");
                    case FetchItem.Text.Body _ -> word("TEXT");
                    case FetchItem.Text.Mime _ -> word("MIME");
                    case FetchItem.Text.HeaderFields(List<String> names, boolean not) ->
                        word(not ? "HEADER.FIELDS.NOT" : "HEADER.FIELDS")
                                .say(" (")
                                .list(names, CommandWriter::text)
                                .say(")");
                }
                say("]").partial(partial);
            }
        }
    }

    private static String dotted(List<Integer> part) {
        return part.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private void partial(Optional<FetchItem.Partial> partial) {
        partial.ifPresent(p -> say("<" + p.offset() + "." + p.length() + ">"));
    }

    private void store(ImapCommand.Store store) {
        uid(store.uid(), "STORE").say(store.messages() + " ");
        store.unchangedSince().ifPresent(since -> word("(UNCHANGEDSINCE ").say(since + ") "));
        say(
                switch (store.action()) {
                    case REPLACE -> "";
                    case ADD -> "+";
                    case REMOVE -> "-";
                });
        word(store.silent() ? "FLAGS.SILENT" : "FLAGS").say(" ");
        boolean bare = !store.flags().isEmpty() && seeded.chance(0.3);
        say(bare ? "" : "(").list(store.flags(), CommandWriter::say).say(bare ? "" : ")");
    }

    private void events(NotifyEvents events) {
        word("SET").say(events.status() ? " STATUS" : "");
        for (NotifyEvents.Group group : events.groups()) {
            say(" (");
            filter(group.filter());
            say(" ");
            String fixed = present(
                    group.messageExpunge(),
                    "MessageExpunge",
                    group.flagChange(),
                    "FlagChange",
                    group.mailboxName(),
                    "MailboxName",
                    group.subscriptionChange(),
                    "SubscriptionChange");
            if (fixed.isEmpty()) {
                word("NONE");
            } else {
                say("(" + fixed);
                group.messageNew().ifPresent(items -> {
                    say(" ").word("MessageNew");
                    if (!items.isEmpty()) {
                        say(" (").list(items, CommandWriter::item).say(")");
                    }
                });
                say(")");
            }
            say(")");
        }
    }

    private void filter(Filter filter) {
        switch (filter) {
            case Filter.Selected(boolean delayed) -> word(delayed ? "SELECTED-DELAYED" : "SELECTED");
            case Filter.Inboxes _ -> word("INBOXES");
            case Filter.Personal _ -> word("PERSONAL");
            case Filter.Subscribed _ -> word("SUBSCRIBED");
            case Filter.Subtree(List<MailboxName> roots) -> word("SUBTREE ").names(roots);
            case Filter.Mailboxes(List<MailboxName> names) -> word("MAILBOXES ").names(names);
        }
    }

    private void names(List<MailboxName> names) {
        boolean one = names.size() == 1 && seeded.chance(0.5);
        say(one ? "" : "(").list(names, CommandWriter::name).say(one ? "" : ")");
    }
}
