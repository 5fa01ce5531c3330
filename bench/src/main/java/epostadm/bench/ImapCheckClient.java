package epostadm.bench;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One client of [ImapCheck]. Some flags are its own: nobody else sets them, so it can tell what they must be.
///
/// Every second client enables CONDSTORE, every fourth QRESYNC, where the server has them.
final class ImapCheckClient {

    private static final List<String> SYSTEM = List.of("\\Seen", "\\Flagged", "\\Answered", "\\Draft");
    private static final List<String> ITEMS = List.of(
            "FLAGS",
            "RFC822.SIZE",
            "INTERNALDATE",
            "ENVELOPE",
            "BODYSTRUCTURE",
            "BODY.PEEK[]",
            "BODY.PEEK[HEADER]",
            "BODY.PEEK[TEXT]",
            "BODY.PEEK[]<100.200>",
            "BODY.PEEK[HEADER.FIELDS (SUBJECT MESSAGE-ID)]");
    private static final int FULL = 300;

    /// STORE as it was sent.
    private record Store(
            List<MailboxMirror.Message> messages, boolean byUid, boolean silent, boolean add, String flag) {}

    private final ImapMix.Options options;
    private final int client;
    private final List<CheckedFolder> folders;
    private final Consumer<String> report;
    private final Seeded random;
    private final ImapMessages texts;
    private final List<String> own;
    private final CheckedAnswers answers;
    private final MailboxMirror mirror;
    private final CheckedResync resync = new CheckedResync();
    private CheckedSession session;
    private boolean readOnly;
    private boolean condstore;
    private boolean qresync;
    private int appended;

    ImapCheckClient(ImapMix.Options options, int client, List<CheckedFolder> folders, Consumer<String> report) {
        this.options = options;
        this.client = client;
        this.folders = folders;
        this.report = report;
        this.random = Seeded.of(options.seed() * 7_919 + client);
        this.texts = new ImapMessages(options.bytes());
        this.own = client < SYSTEM.size() ? List.of(SYSTEM.get(client), "$Own" + client) : List.of("$Own" + client);
        this.answers = new CheckedAnswers(texts, Set.copyOf(own), this::wrong);
        this.mirror = new MailboxMirror(this::wrong, answers);
    }

    Map<String, Integer> counts() {
        return answers.counts();
    }

    void run(long end) {
        try {
            connect();
            while (System.nanoTime() < end) {
                one();
                learn();
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            wrong("ends: " + failed);
            if (failed instanceof RuntimeException) {
                failed.printStackTrace();
            }
            answers.selecting(null);
        }
    }

    /// Asks for all that is new, with nobody at work any more.
    void settle() throws IOException {
        if (answers.folder() != null) {
            session.command("NOOP", true);
            session.command("NOOP", true);
            learn();
        }
    }

    /// With what a new client is shown of the folder.
    void compare(CheckedFolder which, Map<Long, Set<String>> truth) {
        if (answers.folder() != which) {
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
        session = new CheckedSession(options.port(), mirror, answers);
        session.open("s0000000", options.password());
        qresync = client % 4 == 3 && answers.can("QRESYNC");
        condstore = client % 2 == 1 && answers.can("CONDSTORE");
        if (qresync) {
            session.command("ENABLE QRESYNC", true);
        } else if (condstore && answers.can("ENABLE")) {
            session.command("ENABLE CONDSTORE", true);
        }
        select(folders.getFirst(), false);
    }

    private void select(CheckedFolder next, boolean examine) throws IOException {
        if (qresync && answers.folder() != null) {
            resync.keep(answers.folder(), mirror, answers.highestModSequence());
        }
        String parameter = qresync ? resync.parameter(next, next.validity()) : "";
        mirror.selecting();
        answers.selecting(next);
        readOnly = examine;
        session.command((examine ? "EXAMINE " : "SELECT ") + next.name() + parameter, true);
        if (!parameter.isEmpty() && mirror.size() > 0) {
            resynced(parameter);
        }
        learn();
    }

    private void resynced(String parameter) throws IOException {
        List<Long> expected = resync.expected(mirror, answers);
        List<MailboxMirror.Message> messages = List.copyOf(mirror.messages());
        List<Long> told = messages.stream().map(MailboxMirror.Message::uid).toList();
        String answer = session.command("FETCH 1:" + messages.size() + " (UID FLAGS MODSEQ)", false);
        if (!answer.startsWith("OK")) {
            // Some have gone meanwhile, and without their UIDs nothing can be compared.
            return;
        }
        List<Long> there = messages.stream().map(MailboxMirror.Message::uid).toList();
        if (!there.equals(expected)) {
            Set<Long> untold = new TreeSet<>(expected);
            there.forEach(untold::remove);
            Set<Long> unknown = new TreeSet<>(there);
            expected.forEach(unknown::remove);
            wrong("by" + parameter + " these should be there: " + untold + ", and these should not: " + unknown
                    + "; vanished: " + new TreeSet<>(answers.vanishedEarlier()) + "; HIGHESTMODSEQ "
                    + answers.highestModSequence());
        }
        resync.compare(messages, told, answers);
    }

    /// The UIDs and flags of what is not known yet.
    private void learn() throws IOException {
        for (int i = 1; i <= mirror.size(); i++) {
            if (unknown(i)) {
                String answer = session.command("FETCH " + i + ":" + mirror.size() + " (UID FLAGS)", false);
                if (!answer.startsWith("OK")) {
                    // Some have gone meanwhile, which NOOP may tell: RFC 2180 section 4.1.
                    session.command("NOOP", true);
                    i = 0;
                } else if (i <= mirror.size() && unknown(i)) {
                    wrong("message " + i + " of " + mirror.size() + " was not answered");
                    return;
                }
            }
        }
    }

    private boolean unknown(int number) {
        return mirror.message(number).uid() == 0 || mirror.message(number).flags() == null;
    }

    private void one() throws IOException, InterruptedException {
        int choice = random.between(1, 100);
        if (choice <= 5) {
            select(random.chance(0.7) ? folders.getFirst() : folders.getLast(), random.chance(0.15));
        } else if (choice <= 6) {
            session.close();
            connect();
        } else if (choice <= 14) {
            session.command(random.chance(0.7) ? "NOOP" : "CHECK", true);
        } else if (choice <= 18) {
            session.idle(random.between(0, 20));
        } else if (choice <= 21) {
            CheckedFolder other = answers.folder() == folders.getFirst() ? folders.getLast() : folders.getFirst();
            session.command("STATUS " + other.name() + " (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)", true, other);
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
            if (condstore && random.chance(0.2)) {
                changedSince();
            } else {
                fetch();
            }
        } else if (choice <= 70) {
            store();
        } else if (choice <= 78) {
            search();
        } else if (choice <= 84) {
            delete();
        } else if (choice <= 89) {
            boolean all = random.chance(0.5) || !answers.can("UIDPLUS");
            session.command(all ? "EXPUNGE" : "UID EXPUNGE " + set(some(11), true), true);
        } else if (choice <= 94) {
            copy();
        } else {
            pipeline();
        }
    }

    private List<MailboxMirror.Message> some(int most) {
        int from = random.between(1, mirror.size());
        int to = Math.min(mirror.size(), from + random.between(0, most - 1));
        return List.copyOf(mirror.messages().subList(from - 1, to));
    }

    private String set(List<MailboxMirror.Message> messages, boolean byUid) {
        return messages.stream()
                .map(message -> Long.toString(byUid ? message.uid() : number(message)))
                .collect(Collectors.joining(","));
    }

    private long number(MailboxMirror.Message message) {
        return mirror.messages().indexOf(message) + 1L;
    }

    private static Set<Long> uids(List<MailboxMirror.Message> messages) {
        return messages.stream().map(MailboxMirror.Message::uid).collect(Collectors.toSet());
    }

    private void fetch() throws IOException {
        boolean byUid = random.chance(0.5);
        StringBuilder items = new StringBuilder("(UID");
        for (int i = random.between(1, 3); i > 0; i--) {
            items.append(' ').append(random.oneOf(ITEMS));
        }
        List<MailboxMirror.Message> some = some(11);
        boolean sees = !readOnly && own.contains("\\Seen") && random.chance(0.2);
        if (sees) {
            answers.storing(uids(some));
            items.append(" BODY[]");
        }
        session.command((byUid ? "UID FETCH " : "FETCH ") + set(some, byUid) + " " + items + ")", byUid);
        if (sees) {
            some.forEach(message -> answers.expected(message.uid()).ifPresent(flags -> flags.add("\\Seen")));
        }
        answers.storing(Set.of());
    }

    /// RFC 7162 section 3.1.4.1.
    private void changedSince() throws IOException {
        long since = random.oneOf(mirror.messages()).modSequence();
        Set<Integer> wanted = new HashSet<>();
        for (int i = 1; i <= mirror.size() && since > 0; i++) {
            if (mirror.message(i).modSequence() > since) {
                wanted.add(i);
            }
        }
        answers.asking();
        List<MailboxMirror.Message> before = List.copyOf(mirror.messages());
        session.command("FETCH 1:* (UID FLAGS) (CHANGEDSINCE " + since + ")", false);
        for (int number : wanted) {
            MailboxMirror.Message message = before.get(number - 1);
            if (!answers.answered().contains(number) && !answers.folder().marked(message.uid())) {
                wrong("CHANGEDSINCE " + since + " leaves away message " + number + " with MODSEQ "
                        + message.modSequence());
            }
        }
    }

    private void store() throws IOException {
        Store store =
                new Store(some(11), random.chance(0.5), random.chance(0.4), random.chance(0.6), random.oneOf(own));
        long since = condstore && random.chance(0.3)
                ? random.oneOf(mirror.messages()).modSequence()
                : 0;
        answers.storing(uids(store.messages()));
        List<Long> numbers = store.messages().stream()
                .map(message -> store.byUid() ? message.uid() : number(message))
                .toList();
        String answer = session.command(text(store, since), store.byUid());
        answers.storing(Set.of());
        if (!answer.startsWith("OK")) {
            // Some have gone, and whether the others were stored is not told where the store was silent.
            store.messages().forEach(message -> message.flags(null));
            return;
        }
        Set<Long> modified = CheckedSession.modified(answer);
        for (int i = 0; i < numbers.size(); i++) {
            MailboxMirror.Message message = store.messages().get(i);
            if (since > 0 && answers.folder().marked(message.uid())) {
                // Expunged perhaps, and not yet told: then it is neither changed nor named.
                answers.forget(message.uid());
                message.flags(null);
                continue;
            }
            if (!modified.contains(numbers.get(i))) {
                apply(message, store);
                answers.expected(message.uid()).ifPresent(flags -> change(flags, store));
            }
            if (mirror.messages().contains(message) && !message.unsure()) {
                answers.mine(message);
            }
        }
    }

    private String text(Store store, long since) {
        return (store.byUid() ? "UID STORE " : "STORE ") + set(store.messages(), store.byUid())
                + (since > 0 ? " (UNCHANGEDSINCE " + since + ")" : "")
                + (store.add() ? " +FLAGS" : " -FLAGS") + (store.silent() ? ".SILENT (" : " (") + store.flag() + ")";
    }

    private static void change(Set<String> flags, Store store) {
        if (store.add()) {
            flags.add(store.flag());
        } else {
            flags.remove(store.flag());
        }
    }

    /// What a silent store is not answered with, the client must do itself.
    private static void apply(MailboxMirror.Message message, Store store) {
        if (store.silent() && !message.unsure() && message.flags() != null) {
            Set<String> flags = new LinkedHashSet<>(message.flags());
            change(flags, store);
            message.flags(flags);
        }
    }

    /// A flag of its own must be found at exactly the messages that have it.
    private void search() throws IOException {
        String flag = random.oneOf(own);
        List<MailboxMirror.Message> before = List.copyOf(mirror.messages());
        boolean byUid = random.chance(0.5);
        answers.asking();
        String key = flag.startsWith("\\") ? flag.substring(1) : "KEYWORD " + flag;
        session.command((byUid ? "UID SEARCH " : "SEARCH ") + key, byUid);
        String found = answers.found();
        if (found == null) {
            wrong("SEARCH without an answer");
            return;
        }
        Set<Long> numbers = found.isEmpty() ? Set.of() : new HashSet<>(ImapData.numbers(found.replace(' ', ',')));
        for (int i = 0; i < before.size(); i++) {
            MailboxMirror.Message message = before.get(i);
            boolean there = numbers.contains(byUid ? message.uid() : i + 1L);
            boolean differs = answers.expected(message.uid())
                    .map(flags -> flags.contains(flag) != there)
                    .orElse(false);
            if (differs && !answers.folder().marked(message.uid())) {
                wrong("UID " + message.uid() + " is " + (there ? "wrongly " : "not ") + "found by " + flag);
            }
        }
    }

    private void delete() throws IOException {
        Store store = new Store(some(3), random.chance(0.5), random.chance(0.5), random.chance(0.85), "\\Deleted");
        if (store.add()) {
            store.messages().forEach(message -> answers.folder().mark(message.uid()));
        }
        session.command(text(store, 0), store.byUid());
        store.messages().forEach(message -> apply(message, store));
    }

    private void copy() throws IOException {
        List<MailboxMirror.Message> some = some(4);
        boolean byUid = random.chance(0.5);
        boolean move = answers.can("MOVE") && random.chance(0.4);
        CheckedFolder target = random.oneOf(folders);
        if (move) {
            some.forEach(message -> answers.folder().mark(message.uid()));
        } else if (target == answers.folder() && mirror.size() > FULL) {
            return;
        }
        String command = (byUid ? "UID " : "") + (move ? "MOVE " : "COPY ");
        session.command(command + set(some, byUid) + " " + target.name(), true, target);
    }

    private void pipeline() throws IOException {
        List<String> commands = new ArrayList<>();
        for (int i = random.between(2, 5); i > 0; i--) {
            commands.add(
                    switch (random.between(1, 3)) {
                        case 1 -> "FETCH 1:* (UID FLAGS)";
                        case 2 -> "SEARCH UNDELETED";
                        default -> "FETCH " + set(some(11), false) + " (UID ENVELOPE)";
                    });
        }
        session.pipelined(commands);
    }

    private void append() throws IOException {
        int number = 1_000_000 + client * 100_000 + appended++;
        CheckedFolder target = random.oneOf(folders);
        String text = new String(texts.message(number), StandardCharsets.ISO_8859_1);
        String flags = random.chance(0.5) ? "(" + random.oneOf(own) + ") " : "";
        String answer = session.command(
                "APPEND " + target.name() + " " + flags + "{" + text.length() + "+}\r\n" + text, true, target);
        String code = CheckedSession.code(answer, "APPENDUID");
        if (!code.isEmpty()) {
            answers.number(target, Long.parseLong(code.split(" ")[1]), number);
        }
    }

    private void wrong(String what) {
        CheckedFolder folder = answers.folder();
        report.accept("client " + client + (folder == null ? "" : " in " + folder.name()) + ": " + what + "\n"
                + (session == null ? "" : session.traffic()));
    }
}
