package epostadm.server.imap;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.NewMessage.Piece;
import epostadm.server.imap.NotifyEvents.Filter;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes commands of every kind.
final class CommandGenerator {

    static final List<String> CHARSETS = List.of("UTF-8", "ISO-2022-JP", "Shift_JIS", "EUC-JP");

    static final List<Class<?>> KINDS = List.of(ImapCommand.class.getPermittedSubclasses());

    private final Seeded seeded;
    private final SearchGenerator searches;

    CommandGenerator(Seeded seeded) {
        this.seeded = seeded;
        this.searches = new SearchGenerator(seeded, this);
    }

    ImapCommand any() {
        return of(seeded.oneOf(KINDS));
    }

    /// A command of that kind.
    ImapCommand of(Class<?> kind) {
        return switch (kind.getSimpleName()) {
            case "Capability" -> new ImapCommand.Capability();
            case "Noop" -> new ImapCommand.Noop();
            case "Logout" -> new ImapCommand.Logout();
            case "StartTls" -> new ImapCommand.StartTls();
            case "Namespace" -> new ImapCommand.Namespace();
            case "Idle" -> new ImapCommand.Idle();
            case "Check" -> new ImapCommand.Check();
            case "Close" -> new ImapCommand.Close(flip());
            case "Id" -> new ImapCommand.Id(fields());
            case "Authenticate" ->
                new ImapCommand.Authenticate(
                        seeded.oneOf(List.of("PLAIN", "SCRAM-SHA-256", "X_9")),
                        maybe(() -> seeded.oneOf(List.of("=", "AGEAYg==", "ab+/"))));
            case "Login" -> new ImapCommand.Login(text(), text());
            case "Enable" -> new ImapCommand.Enable(some(1, () -> seeded.oneOf(List.of("UTF8=ACCEPT", "IMAP4REV2"))));
            case "Compress" -> new ImapCommand.Compress("DEFLATE");
            case "Select" -> new ImapCommand.Select(name(), flip(), flip(), maybe(this::qresync));
            case "Create" -> new ImapCommand.Create(name(), some(0, () -> seeded.oneOf(List.of("\\Sent", "\\X"))));
            case "Delete" -> new ImapCommand.Delete(name());
            case "Rename" -> new ImapCommand.Rename(name(), name());
            case "Subscribe" -> new ImapCommand.Subscribe(name());
            case "Unsubscribe" -> new ImapCommand.Unsubscribe(name());
            case "Listing" -> listing();
            case "Lsub" -> new ImapCommand.Lsub(name().text(), pattern());
            case "Status" -> new ImapCommand.Status(name(), statusItems());
            case "Append" -> new ImapCommand.Append(name(), some(1, this::message));
            case "Replace" ->
                new ImapCommand.Replace(
                        SequenceSet.parse(flip() ? "*" : "" + seeded.between(1, 9))
                                .orElseThrow(),
                        flip(),
                        name(),
                        message());
            case "Expunge" -> new ImapCommand.Expunge(maybe(this::set));
            case "Fetch" -> fetch();
            case "Store" ->
                new ImapCommand.Store(
                        set(),
                        flip(),
                        seeded.oneOf(List.of(ImapCommand.FlagAction.values())),
                        flip(),
                        flags(),
                        flip() ? OptionalLong.empty() : OptionalLong.of(seeded.between(0, Long.MAX_VALUE - 1)));
            case "Copy" -> new ImapCommand.Copy(set(), flip(), name(), flip());
            case "Search" ->
                new ImapCommand.Search(
                        flip(), maybe(searches::returned), maybe(() -> seeded.oneOf(CHARSETS)), searches.key(4));
            case "Sort" ->
                new ImapCommand.Sort(flip(), maybe(searches::returned), some(1, searches::criterion), searches.key(4));
            case "Thread" ->
                new ImapCommand.Thread(
                        flip(), seeded.oneOf(List.of(ImapCommand.ThreadAlgorithm.values())), searches.key(4));
            case "CancelUpdate" -> new ImapCommand.CancelUpdate(some(1, () -> seeded.text("aA19", 5)));
            case "GetQuota" -> new ImapCommand.GetQuota(text());
            case "GetQuotaRoot" -> new ImapCommand.GetQuotaRoot(name());
            case "SetQuota" -> new ImapCommand.SetQuota(text());
            case "Notify" ->
                new ImapCommand.Notify(maybe(() -> new NotifyEvents(
                        flip(),
                        Stream.concat(some(0, this::elsewhere).stream(), Stream.of(here()))
                                .toList())));
            default -> throw new IllegalArgumentException("no generator for " + kind);
        };
    }

    boolean flip() {
        return seeded.chance(0.5);
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return flip() ? Optional.of(value.get()) : Optional.empty();
    }

    <T> List<T> some(int least, Supplier<T> value) {
        return IntStream.range(0, seeded.between(least, 4))
                .mapToObj(_ -> value.get())
                .toList();
    }

    String text() {
        return seeded.awkwardText(12).replace("\0", "");
    }

    MailboxName name() {
        return new MailboxName(text());
    }

    private String pattern() {
        return flip() ? name().text() + "/%" : "*";
    }

    String atom() {
        return "a" + seeded.text("bC9$-_.[+", 6);
    }

    SequenceSet set() {
        return flip() ? SequenceSet.parse("$").orElseThrow() : numbers(true);
    }

    SequenceSet numbers(boolean star) {
        return new SequenceSet(
                some(1, () -> {
                    long first = star && seeded.chance(0.2) ? SequenceSet.STAR : seeded.between(1, 0xFFFFFFFFL);
                    return new SequenceSet.Range(first, flip() ? first : seeded.between(1L, 1000L));
                }),
                false);
    }

    private Map<String, Optional<String>> fields() {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        some(0, this::text).forEach(name -> fields.put(name, maybe(this::text)));
        return fields;
    }

    private ImapCommand.Qresync qresync() {
        return new ImapCommand.Qresync(
                seeded.between(1, 0xFFFFFFFFL),
                seeded.between(1, Long.MAX_VALUE - 1),
                maybe(() -> numbers(false)),
                maybe(() -> new ImapCommand.SequenceMatch(numbers(false), numbers(false))));
    }

    private List<StatusItem> statusItems() {
        return some(1, () -> seeded.oneOf(List.of(StatusItem.values())));
    }

    private ImapCommand listing() {
        boolean subscribed = flip();
        ImapCommand.ListSelection selection = flip()
                ? ImapCommand.ListSelection.NONE
                : new ImapCommand.ListSelection(subscribed, flip(), subscribed && flip(), flip());
        ImapCommand.ListReturn returned = flip()
                ? ImapCommand.ListReturn.NONE
                : new ImapCommand.ListReturn(flip(), flip(), flip(), flip() ? List.of() : statusItems());
        List<String> patterns = some(1, this::pattern);
        boolean extended = patterns.size() > 1
                || !selection.equals(ImapCommand.ListSelection.NONE)
                || !returned.equals(ImapCommand.ListReturn.NONE)
                || flip();
        return new ImapCommand.Listing(name().text(), patterns, selection, returned, extended);
    }

    List<String> flags() {
        List<String> flags = new ArrayList<>(some(0, () -> seeded.oneOf(FlagReader.SYSTEM)));
        flags.addAll(some(0, this::atom));
        List<String> once = new ArrayList<>();
        flags.stream()
                .filter(flag -> once.stream().noneMatch(flag::equalsIgnoreCase))
                .forEach(once::add);
        return once;
    }

    private NewMessage message() {
        boolean whole = flip();
        List<Piece> pieces = whole ? List.of(new Piece.Text(octets())) : pieces();
        return new NewMessage(flags(), maybe(this::dateTime), whole && flip(), pieces);
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>(some(0, () -> new Piece.Text(octets())));
        pieces.add(new Piece.Url("/INBOX/;UID=20"));
        pieces.addAll(some(0, () -> flip() ? new Piece.Text(octets()) : new Piece.Url(text())));
        return pieces;
    }

    private KeptLiteral octets() {
        return new ScriptedSource.Kept(seeded.text("\0\r\n{+}9\u00ff a", 20));
    }

    private OffsetDateTime dateTime() {
        return LocalDateTime.of(1970, 1, 1, 0, 0)
                .plusSeconds(seeded.between(0, 4_000_000_000L))
                .atOffset(ZoneOffset.ofTotalSeconds(60 * seeded.between(-14 * 60, 14 * 60)));
    }

    private ImapCommand fetch() {
        boolean uid = flip();
        OptionalLong changedSince =
                flip() ? OptionalLong.empty() : OptionalLong.of(seeded.between(1, Long.MAX_VALUE - 1));
        return new ImapCommand.Fetch(
                set(),
                uid,
                items(),
                changedSince,
                uid && changedSince.isPresent() && flip(),
                uid ? maybe(searches::range) : Optional.empty());
    }

    List<FetchItem> items() {
        return some(1, this::item);
    }

    private FetchItem item() {
        return switch (seeded.between(0, 5)) {
            case 0 -> new FetchItem.Preview(flip());
            case 1 -> new FetchItem.BinarySize(part());
            case 2 -> new FetchItem.Binary(part(), flip(), maybe(this::partial));
            case 3 -> new FetchItem.Body(section(), flip(), maybe(this::partial));
            default -> seeded.oneOf(List.of(FetchItem.Plain.values()));
        };
    }

    private List<Integer> part() {
        return some(0, () -> seeded.between(1, 12));
    }

    private FetchItem.Partial partial() {
        return new FetchItem.Partial(seeded.between(0, Long.MAX_VALUE - 1), seeded.between(1, Long.MAX_VALUE - 1));
    }

    private FetchItem.Section section() {
        List<Integer> part = part();
        return new FetchItem.Section(
                part,
                switch (seeded.between(0, part.isEmpty() ? 3 : 4)) {
                    case 0 -> new FetchItem.Text.All();
                    case 1 -> new FetchItem.Text.Header();
                    case 2 -> new FetchItem.Text.Body();
                    case 3 -> new FetchItem.Text.HeaderFields(some(1, this::text), flip());
                    default -> new FetchItem.Text.Mime();
                });
    }

    private NotifyEvents.Group here() {
        Optional<List<FetchItem>> added = maybe(() -> flip() ? List.of() : items());
        boolean there = added.isPresent();
        return new NotifyEvents.Group(new Filter.Selected(flip()), added, there, there && flip(), false, false);
    }

    private NotifyEvents.Group elsewhere() {
        Filter filter = seeded.oneOf(List.of(
                new Filter.Inboxes(),
                new Filter.Personal(),
                new Filter.Subscribed(),
                new Filter.Subtree(some(1, this::name)),
                new Filter.Mailboxes(some(1, this::name))));
        boolean there = flip();
        Optional<List<FetchItem>> added = there ? Optional.of(List.of()) : Optional.empty();
        return new NotifyEvents.Group(filter, added, there, there && flip(), flip(), flip());
    }
}
