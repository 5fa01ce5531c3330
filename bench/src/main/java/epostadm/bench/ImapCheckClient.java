package epostadm.bench;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One client of [ImapCheck]. Some flags are its own: nobody else sets them, so it can tell what they must be.
final class ImapCheckClient implements MailboxMirror.Listener {

    private static final List<String> SYSTEM = List.of("\\Seen", "\\Flagged", "\\Answered", "\\Draft");
    private static final List<String> ITEMS = List.of(
            "FLAGS", "RFC822.SIZE", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE", "BODY.PEEK[]", "BODY.PEEK[HEADER]",
            "BODY.PEEK[TEXT]", "BODY.PEEK[]<100.200>", "BODY.PEEK[HEADER.FIELDS (SUBJECT MESSAGE-ID)]");
    private static final int FULL = 300;

    private final ImapMix.Options options;
    private final int client;
    private final List<CheckedFolder> folders;
    private final Consumer<String> report;
    private final Seeded random;
    private final ImapMessages texts;
    private final Set<String> own;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<CheckedFolder, Map<Long, Set<String>>> expected = new HashMap<>();
    private final MailboxMirror mirror = new MailboxMirror(this::wrong, this);
    private ImapConnection connection;
    private CheckedFolder folder;
    private long selected;
    private boolean readOnly;
    private String capabilities = "";
    private Set<Long> storing = Set.of();
    private String found;
    private int appended;

    ImapCheckClient(ImapMix.Options options, int client, List<CheckedFolder> folders, Consumer<String> report) {
        this.options = options;
        this.client = client;
        this.folders = folders;
        this.report = report;
        this.random = Seeded.of(options.seed() * 7_919 + client);
        this.texts = new ImapMessages(options.bytes());
        this.own = client < SYSTEM.size() ? Set.of(SYSTEM.get(client), "$Own" + client) : Set.of("$Own" + client);
        folders.forEach(each -> expected.put(each, new HashMap<>()));
    }

    Map<String, Integer> counts() {
        return counts;
    }

    void run(long end) {
        try {
            connect();
            while (System.nanoTime() < end) {
                one();
                learn();
            }
        } catch (IOException | RuntimeException failed) {
            wrong("ends: " + failed);
            if (failed instanceof RuntimeException) {
                failed.printStackTrace();
            }
            folder = null;
        }
    }

    /// Asks for all that is new, with nobody at work any more.
    void settle() throws IOException {
        if (folder != null) {
            command("NOOP", true);
            command("NOOP", true);
            learn();
        }
    }

    /// With what a new client is shown of the folder.
    void compare(CheckedFolder which, Map<Long, Set<String>> truth) {
        if (folder != which) {
            return;
        }
        List<Long> uids =
                mirror.messages().stream().map(MailboxMirror.Message::uid).toList();
        if (!uids.equals(List.copyOf(truth.keySet()))) {
            wrong("in the end " + which.name() + " holds " + truth.keySet() + ", but here " + uids);
            return;
        }
        for (MailboxMirror.Message message : mirror.messages()) {
            if (!message.unsure() && !truth.get(message.uid()).equals(message.flags())) {
                wrong("in the end UID " + message.uid() + " of " + which.name() + " has " + truth.get(message.uid())
                        + ", but here " + message.flags());
            }
        }
    }

    private void connect() throws IOException {
        connection = new ImapConnection(options.port());
        connection.remember();
        connection.greeting();
        folder = null;
        command("LOGIN s0000000 " + options.password(), true);
        command("CAPABILITY", true);
        if (client % 4 == 3 && capabilities.contains(" QRESYNC")) {
            command("ENABLE QRESYNC", true);
        } else if (client % 2 == 1 && capabilities.contains(" CONDSTORE")) {
            command("ENABLE CONDSTORE", true);
        }
        select(folders.getFirst(), false);
    }

    private void select(CheckedFolder next, boolean examine) throws IOException {
        mirror.selecting();
        folder = next;
        readOnly = examine;
        selected = System.nanoTime();
        command((examine ? "EXAMINE " : "SELECT ") + next.name(), true);
        learn();
    }

    /// The UIDs and flags of what is not known yet.
    private void learn() throws IOException {
        for (int i = 1; i <= mirror.size(); i++) {
            if (mirror.message(i).uid() == 0 || mirror.message(i).flags() == null) {
                command("FETCH " + i + ":" + mirror.size() + " (UID FLAGS)", false);
                if (i <= mirror.size() && (mirror.message(i).uid() == 0 || mirror.message(i).flags() == null)) {
                    wrong("message " + i + " of " + mirror.size() + " was not answered");
                    return;
                }
            }
        }
    }

    private void one() throws IOException {
        int choice = random.between(1, 100);
        if (choice <= 5) {
            select(random.chance(0.7) ? folders.getFirst() : folders.getLast(), random.chance(0.15));
        } else if (choice <= 6) {
            command("LOGOUT", true);
            connection.close();
            connect();
        } else if (choice <= 14) {
            command(random.chance(0.7) ? "NOOP" : "CHECK", true);
        } else if (choice <= 18) {
            idle();
        } else if (choice <= 21) {
            status();
        } else if (choice <= 30 && mirror.size() < FULL) {
            append();
        } else if (mirror.size() > 0) {
            withMessages(choice);
        } else {
            append();
        }
    }

    private void withMessages(int choice) throws IOException {
        if (choice <= 55 || readOnly) {
            fetch();
        } else if (choice <= 70) {
            store();
        } else if (choice <= 78) {
            search();
        } else if (choice <= 84) {
            delete();
        } else if (choice <= 89) {
            expunge();
        } else if (choice <= 94) {
            copy();
        } else {
            pipeline();
        }
    }

    private List<MailboxMirror.Message> some() {
        int from = random.between(1, mirror.size());
        int to = Math.min(mirror.size(), from + random.between(0, 10));
        return List.copyOf(mirror.messages().subList(from - 1, to));
    }

    private String set(List<MailboxMirror.Message> messages, boolean byUid) {
        return messages.stream()
                .map(message -> Long.toString(byUid ? message.uid() : mirror.messages().indexOf(message) + 1))
                .collect(Collectors.joining(","));
    }

    private void fetch() throws IOException {
        boolean byUid = random.chance(0.5);
        StringBuilder items = new StringBuilder("(UID");
        for (int i = random.between(1, 3); i > 0; i--) {
            items.append(' ').append(random.oneOf(ITEMS));
        }
        List<MailboxMirror.Message> some = some();
        boolean sees = !readOnly && own.contains("\\Seen") && random.chance(0.2);
        if (sees) {
            storing = uids(some);
            items.append(" BODY[]");
        }
        command((byUid ? "UID FETCH " : "FETCH ") + set(some, byUid) + " " + items + ")", byUid);
        if (sees) {
            some.forEach(message -> expect(message).ifPresent(flags -> flags.add("\\Seen")));
        }
        storing = Set.of();
    }

    private java.util.Optional<Set<String>> expect(MailboxMirror.Message message) {
        return java.util.Optional.ofNullable(expected.get(folder).get(message.uid()));
    }

    private static Set<Long> uids(List<MailboxMirror.Message> messages) {
        return messages.stream().map(MailboxMirror.Message::uid).collect(Collectors.toSet());
    }

    private void store() throws IOException {
        boolean byUid = random.chance(0.5);
        boolean silent = random.chance(0.4);
        boolean add = random.chance(0.6);
        String flag = random.oneOf(List.copyOf(own));
        List<MailboxMirror.Message> some = some();
        storing = uids(some);
        command(storeCommand(some, byUid, silent, add, flag), byUid);
        storing = Set.of();
        for (MailboxMirror.Message message : some) {
            apply(message, silent, add, flag);
            expect(message).ifPresent(flags -> change(flags, add, flag));
            if (mirror.messages().contains(message) && !message.unsure()) {
                mine(message);
            }
        }
    }

    private String storeCommand(
            List<MailboxMirror.Message> some, boolean byUid, boolean silent, boolean add, String flag) {
        return (byUid ? "UID STORE " : "STORE ") + set(some, byUid) + (add ? " +FLAGS" : " -FLAGS")
                + (silent ? ".SILENT (" : " (") + flag + ")";
    }

    private static void change(Set<String> flags, boolean add, String flag) {
        if (add) {
            flags.add(flag);
        } else {
            flags.remove(flag);
        }
    }

    /// What a silent store is not answered with, the client must do itself.
    private static void apply(MailboxMirror.Message message, boolean silent, boolean add, String flag) {
        if (silent && !message.unsure() && message.flags() != null) {
            Set<String> flags = new LinkedHashSet<>(message.flags());
            change(flags, add, flag);
            message.flags(flags);
        }
    }

    /// A flag of its own must be found at exactly the messages that have it.
    private void search() throws IOException {
        String flag = random.oneOf(List.copyOf(own));
        List<MailboxMirror.Message> before = List.copyOf(mirror.messages());
        boolean byUid = random.chance(0.5);
        found = null;
        command((byUid ? "UID SEARCH " : "SEARCH ") + (flag.startsWith("\\") ? flag.substring(1) : "KEYWORD " + flag), byUid);
        if (found == null) {
            wrong("SEARCH without an answer");
            return;
        }
        Set<Long> numbers = found.isEmpty() ? Set.of() : new HashSet<>(ImapData.numbers(found.replace(' ', ',')));
        for (int i = 0; i < before.size(); i++) {
            MailboxMirror.Message message = before.get(i);
            boolean there = numbers.contains(byUid ? message.uid() : i + 1L);
            if (expect(message).isPresent()
                    && !folder.marked(message.uid())
                    && expect(message).get().contains(flag) != there) {
                wrong("UID " + message.uid() + " is " + (there ? "" : "not ") + "found by " + flag + ", but should "
                        + (there ? "not" : ""));
            }
        }
    }

    private void delete() throws IOException {
        List<MailboxMirror.Message> some = some();
        some = some.subList(0, Math.min(3, some.size()));
        boolean add = random.chance(0.85);
        if (add) {
            some.forEach(message -> folder.mark(message.uid()));
        }
        boolean silent = random.chance(0.5);
        boolean byUid = random.chance(0.5);
        command(storeCommand(some, byUid, silent, add, "\\Deleted"), byUid);
        for (MailboxMirror.Message message : some) {
            apply(message, silent, add, "\\Deleted");
        }
    }

    private void expunge() throws IOException {
        if (random.chance(0.5) || !capabilities.contains(" UIDPLUS")) {
            command("EXPUNGE", true);
        } else {
            command("UID EXPUNGE " + set(some(), true), true);
        }
    }

    private void copy() throws IOException {
        List<MailboxMirror.Message> some = some();
        some = some.subList(0, Math.min(4, some.size()));
        boolean byUid = random.chance(0.5);
        boolean move = capabilities.contains(" MOVE") && random.chance(0.4);
        CheckedFolder target = random.oneOf(folders);
        if (move) {
            some.forEach(message -> folder.mark(message.uid()));
        }
        if (!move && target == folder && mirror.size() > FULL) {
            return;
        }
        command((byUid ? "UID " : "") + (move ? "MOVE " : "COPY ") + set(some, byUid) + " " + target.name(), true, target);
    }

    /// Several at once, none of which may change numbers. RFC 3501 section 5.5.
    private void pipeline() throws IOException {
        List<String> commands = new ArrayList<>();
        for (int i = random.between(2, 5); i > 0; i--) {
            commands.add(
                    switch (random.between(1, 3)) {
                        case 1 -> "FETCH 1:* (UID FLAGS)";
                        case 2 -> "SEARCH UNDELETED";
                        default -> "FETCH " + set(some(), false) + " (UID ENVELOPE)";
                    });
        }
        List<String> tags = new ArrayList<>();
        for (String command : commands) {
            tags.add(connection.send(command));
        }
        mirror.begin(false, false);
        for (int i = 0; i < tags.size(); i++) {
            judge(commands.get(i), connection.answer(tags.get(i), mirror), folder, 0);
        }
    }

    private void idle() throws IOException {
        mirror.begin(true, false);
        String tag = connection.send("IDLE");
        for (String response = connection.response(); !response.startsWith("+"); response = connection.response()) {
            mirror.response(response);
        }
        Thread.yield();
        connection.write("DONE");
        judge("IDLE", connection.answer(tag, mirror), folder, 0);
    }

    private void status() throws IOException {
        CheckedFolder other = folder == folders.getFirst() ? folders.getLast() : folders.getFirst();
        command("STATUS " + other.name() + " (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)", true, other);
    }

    private void append() throws IOException {
        int number = 1_000_000 + client * 100_000 + appended++;
        CheckedFolder target = random.oneOf(folders);
        String text = new String(texts.message(number), StandardCharsets.ISO_8859_1);
        String flags = random.chance(0.5) ? "(" + random.oneOf(List.copyOf(own)) + ") " : "";
        String answer = command(
                "APPEND " + target.name() + " " + flags + "{" + text.length() + "+}\r\n" + text, true, target);
        if (answer.contains("[APPENDUID ")) {
            long uid = Long.parseLong(answer.substring(answer.indexOf("[APPENDUID ") + 11, answer.indexOf(']')).split(" ")[1]);
            number(target, uid, number);
        }
    }

    private String command(String command, boolean mayExpunge) throws IOException {
        return command(command, mayExpunge, folder);
    }

    private String command(String command, boolean mayExpunge, CheckedFolder target) throws IOException {
        long highest = target == null ? 0 : target.highest();
        mirror.begin(mayExpunge, command.contains(".SILENT"));
        String answer = connection.command(command, response -> {
            if (response.startsWith("* STATUS")) {
                uidNext(response, "UIDNEXT ", target, highest);
            } else if (response.startsWith("* OK [UIDNEXT ")) {
                uidNext(response, "[UIDNEXT ", target, highest);
            }
            mirror.response(response);
        });
        judge(command, answer, target, highest);
        return answer;
    }

    private void uidNext(String response, String before, CheckedFolder target, long highest) {
        int at = response.indexOf(before) + before.length();
        long next = Long.parseLong(response.substring(at).split("[ \\])]")[0]);
        if (next <= highest) {
            wrong("UIDNEXT of " + target.name() + " is " + next + ", but " + highest + " was there");
        }
    }

    private void judge(String command, String answer, CheckedFolder target, long highest) {
        String[] words = command.split(" ");
        counts.merge(words[0].equals("UID") ? "UID " + words[1] : words[0], 1, Integer::sum);
        if (!answer.startsWith("OK")) {
            counts.merge("answered " + answer.split(" \\(")[0], 1, Integer::sum);
            boolean may = answer.startsWith("NO") && (answer.contains("EXPUNGE") || answer.contains("expunge") || answer.contains("xist"));
            if (!may) {
                wrong(answer + " to " + MailboxMirror.shortly(command));
            }
            // Whether some were stored is not known.
            storing.forEach(expected.getOrDefault(folder, Map.of())::remove);
        }
        int code = answer.indexOf("[APPENDUID ");
        if (code >= 0) {
            given(target, answer.substring(code + 11, answer.indexOf(']')).split(" ")[1], highest);
        }
        code = answer.indexOf("[COPYUID ");
        if (code >= 0) {
            copied(target, answer.substring(code + 9, answer.indexOf(']')), highest);
        }
    }

    private void copied(CheckedFolder target, String code, long highest) {
        String[] parts = code.split(" ");
        if (parts.length < 3) {
            return;
        }
        List<Long> from = ImapData.numbers(parts[1]);
        List<Long> to = ImapData.numbers(parts[2]);
        if (from.size() != to.size()) {
            wrong("COPYUID names " + from.size() + " and " + to.size() + " messages");
            return;
        }
        given(target, parts[2], highest);
        for (int i = 0; i < to.size(); i++) {
            if (folder.marked(from.get(i))) {
                // A copy has the same flags.
                target.mark(to.get(i));
            }
            if (folder.number(from.get(i)) != 0) {
                number(target, to.get(i), folder.number(from.get(i)));
            }
        }
    }

    private void given(CheckedFolder target, String uids, long highest) {
        for (long uid : ImapData.numbers(uids)) {
            if (uid <= highest) {
                wrong("new UID " + uid + " in " + target.name() + " where " + highest + " was there");
            }
            target.knows(uid);
        }
    }

    private void number(CheckedFolder where, long uid, int number) {
        int before = where.number(uid, number);
        if (before != 0) {
            wrong("UID " + uid + " of " + where.name() + " was message " + before + " and is " + number);
        }
    }

    @Override
    public void fetched(int number, MailboxMirror.Message message, Map<String, Object> items) {
        long uid = message.uid();
        if (uid == 0) {
            return;
        }
        folder.knows(uid);
        if (folder.goneBefore(uid, selected)) {
            wrong("UID " + uid + " is there again, which was expunged");
        }
        if (folder.marked(uid) && (items.containsValue(null) || "0".equals(items.get("RFC822.SIZE")))) {
            // RFC 2180 section 4.1.3: expunged by another client, and not yet told.
            counts.merge("answered with NIL", 1, Integer::sum);
            return;
        }
        if (message.flags() != null && message.flags().contains("\\Deleted")) {
            folder.mark(uid);
        }
        if (items.containsKey("FLAGS") && !storing.contains(uid)) {
            mine(message);
        }
        if (items.containsKey("FLAGS") && items.get("MODSEQ") instanceof List<?> sequence) {
            fact(uid, "flags at " + sequence, new java.util.TreeSet<>(message.flags()).toString());
        }
        for (String item : List.of("RFC822.SIZE", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE", "BODY[TEXT]")) {
            if (items.containsKey(item)) {
                fact(uid, item, String.valueOf(items.get(item)));
            }
        }
        items.forEach((item, value) -> content(uid, item, value));
    }

    private void content(long uid, String item, Object value) {
        if (item.equals("BODY[]") || item.startsWith("BODY[HEADER")) {
            number(folder, uid, ImapMessages.numberIn(String.valueOf(value)));
        }
        int which = folder.number(uid);
        if (which == 0) {
            return;
        }
        String whole = new String(texts.message(which), StandardCharsets.ISO_8859_1);
        int split = whole.indexOf("\r\n\r\n") + 4;
        String wanted =
                switch (item) {
                    case "BODY[]" -> whole;
                    case "BODY[]<100>" -> whole.substring(100, Math.min(300, whole.length()));
                    case "BODY[HEADER]" -> whole.substring(0, split);
                    case "BODY[TEXT]" -> whole.substring(split);
                    case "RFC822.SIZE" -> Integer.toString(whole.length());
                    default -> null;
                };
        if (wanted != null && !wanted.equals(value)) {
            wrong(item + " of UID " + uid + " is not that of message " + which + ": "
                    + MailboxMirror.shortly(String.valueOf(value)));
        }
    }

    private void fact(long uid, String item, String value) {
        String before = folder.differs(uid + " " + item, value);
        if (!before.isEmpty()) {
            wrong(item + " of UID " + uid + " was " + before + " and is " + value);
        }
    }

    private void mine(MailboxMirror.Message message) {
        if (message.flags() == null) {
            return;
        }
        Set<String> now = new HashSet<>(message.flags());
        now.retainAll(own);
        Set<String> before = expected.get(folder).putIfAbsent(message.uid(), now);
        if (before != null && !before.equals(now)) {
            wrong("UID " + message.uid() + " must have " + before + " of " + own + ", but has " + message.flags());
            expected.get(folder).put(message.uid(), now);
        }
    }

    @Override
    public void expunged(MailboxMirror.Message message) {
        if (message.uid() == 0) {
            return;
        }
        folder.expunged(message.uid());
    }

    @Override
    public void other(String response) {
        if (response.startsWith("* CAPABILITY")) {
            capabilities = response;
        } else if (response.startsWith("* SEARCH")) {
            found = response.substring(8).strip();
        } else if (response.startsWith("* OK [UIDVALIDITY ")) {
            String before = folder.differs("UIDVALIDITY", response.substring(18, response.indexOf(']')));
            if (!before.isEmpty()) {
                wrong("UIDVALIDITY was " + before + ": " + response);
            }
        } else if (response.startsWith("* BAD") || response.startsWith("* BYE") && folder == null) {
            wrong(response);
        }
    }

    private void wrong(String what) {
        report.accept("client " + client + (folder == null ? "" : " in " + folder.name()) + ": " + what + "\n"
                + (connection == null ? "" : connection.traffic()));
    }
}
