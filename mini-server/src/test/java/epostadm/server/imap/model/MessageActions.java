package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a client does with messages, and what must come of it.
final class MessageActions {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> ITEMS = List.of(
            "FLAGS",
            "INTERNALDATE",
            "RFC822.SIZE",
            "ENVELOPE",
            "BODYSTRUCTURE",
            "BODY.PEEK[]",
            "BODY.PEEK[HEADER]",
            "BODY.PEEK[TEXT]",
            "BODY.PEEK[]<5.30>",
            "MODSEQ",
            "BODY[]");

    private final ModelWorld world;
    private final Seeded random;

    MessageActions(ModelWorld world) {
        this.world = world;
        this.random = world.random;
    }

    /// Some messages of a view, as a command names them.
    private record Some(List<ModelMessage> messages, boolean byUid, String set) {

        List<ModelMessage> there() {
            return messages.stream().filter(message -> !message.gone).toList();
        }

        boolean goneAmong() {
            return messages.stream().anyMatch(message -> message.gone);
        }

        String command(String name) {
            return (byUid ? "UID " : "") + name;
        }
    }

    private Some some(ModelSession session) {
        List<ModelMessage> all = session.view.messages;
        boolean byUid = session.way == ModelSession.Way.UIDONLY || random.chance(0.5);
        Function<ModelMessage, Long> name = byUid ? m -> m.uid : m -> (long) session.view.number(m);
        int from = random.between(0, all.size() - 1);
        int to = Math.min(all.size(), from + random.between(1, 6));
        if (random.chance(0.5)) {
            List<ModelMessage> some = List.copyOf(all.subList(from, to));
            return new Some(some, byUid, name.apply(some.getLast()) + ":" + name.apply(some.getFirst()));
        }
        if (random.chance(0.2)) {
            return new Some(List.copyOf(all.subList(from, all.size())), byUid, name.apply(all.get(from)) + ":*");
        }
        List<ModelMessage> some =
                all.subList(from, to).stream().filter(_ -> random.chance(0.6)).toList();
        some = some.isEmpty() ? List.of(all.get(from)) : some;
        return new Some(some, byUid, some.stream().map(m -> "" + name.apply(m)).collect(Collectors.joining(",")));
    }

    /// Whether a command that named messages ended as it must, where some may be gone.
    private static void ended(String answer, Some some) {
        if (!some.goneAmong()) {
            assertThat(answer).startsWith("OK");
        } else if (!answer.startsWith("OK")) {
            assertThat(answer).startsWith("NO [EXPUNGEISSUED]");
        }
    }

    void append(ModelSession session) throws IOException {
        boolean missing = random.chance(0.05);
        ModelFolder target = world.anyFolder();
        StringBuilder command = new StringBuilder("APPEND ").append(missing ? "Missing" : target.name);
        List<ModelMessage.Content> contents = new ArrayList<>();
        List<Set<String>> flags = new ArrayList<>();
        for (int i = random.chance(0.7) ? 1 : random.between(2, 4); i > 0; i--) {
            ModelMessage.Content content = world.content();
            Set<String> some = world.someFlags();
            command.append(some.isEmpty() && random.chance(0.5) ? "" : " (" + String.join(" ", some) + ")");
            command.append(" \"").append(DATE.format(content.date())).append('"');
            command.append(" {")
                    .append(content.text().length())
                    .append("+}\r\n")
                    .append(content.text());
            contents.add(content);
            flags.add(some);
        }
        // Whose messages come is known by the answer alone, before which they may be told.
        ModelView view = session.view;
        long next = target.uidNext;
        if (!missing) {
            for (int i = 0; i < contents.size(); i++) {
                target.add(target.uidNext, contents.get(i), flags.get(i));
            }
        }
        String answer = session.ask(command.toString());
        if (missing) {
            assertThat(answer).startsWith("NO [TRYCREATE]");
            return;
        }
        assertThat(answer).startsWith("OK [APPENDUID ");
        String[] code = Data.code(answer, "APPENDUID").split(" ");
        world.uidValidity(target, Long.parseLong(code[0]));
        assertThat(Data.numbers(code[1])).hasSize(contents.size()).startsWith(next);
        if (view != null && view.folder == target) {
            assertThat(view.messages).as("APPEND tells of its message").contains(target.messages.getLast());
        }
    }

    void store(ModelSession session) throws IOException {
        ModelView view = session.view;
        boolean conditional =
                session.way != ModelSession.Way.PLAIN && session.way != ModelSession.Way.UIDONLY && random.chance(0.3);
        if (conditional) {
            session.ask("FETCH 1:* (MODSEQ)");
        }
        Some some = some(session);
        long since = conditional ? random.oneOf(view.messages).modSeq() : 0;
        if (conditional && random.chance(0.1)) {
            since = 1;
        }
        String mode = random.oneOf(List.of("", "+", "-"));
        boolean silent = random.chance(0.4);
        Set<String> flags = world.someFlags();
        // Whoever's mod-sequence was not told cannot be judged.
        boolean closed = conditional && (since == 0 || some.there().stream().anyMatch(m -> m.modSeq() == 0));
        String command = some.command("STORE") + " " + some.set()
                + (conditional && !closed ? " (UNCHANGEDSINCE " + since + ")" : "") + " " + mode + "FLAGS"
                + (silent ? ".SILENT" : "") + " (" + String.join(" ", flags) + ")";
        List<ModelMessage> modified = new ArrayList<>();
        List<ModelMessage> done = new ArrayList<>();
        for (ModelMessage message : view.readOnly ? List.<ModelMessage>of() : some.there()) {
            if (conditional && !closed && message.modSeq() > since) {
                modified.add(message);
            } else {
                Set<String> now = new TreeSet<>(mode.isEmpty() ? Set.of() : message.flags);
                if (mode.equals("-")) {
                    now.removeAll(flags);
                } else {
                    now.addAll(flags);
                }
                message.become(now);
                done.add(message);
            }
        }
        String answer = session.ask(command);
        if (view.readOnly) {
            assertThat(answer).startsWith("NO");
            return;
        }
        String code = Data.code(answer, "MODIFIED");
        Set<Long> told = code == null ? Set.of() : new TreeSet<>(Data.numbers(code));
        Set<Long> wanted = new TreeSet<>();
        modified.forEach(m -> wanted.add(some.byUid() ? m.uid : (long) view.number(m)));
        assertThat(told).as("MODIFIED").isEqualTo(wanted);
        ended(answer, some);
        for (ModelMessage message : done) {
            Map<String, Object> items = view.fetched.getOrDefault(message.uid, Map.of());
            if (!silent) {
                assertThat(items).as("STORE of UID " + message.uid).containsKey("FLAGS");
            } else if (view.flags.containsKey(message)) {
                // Sequential as all is, nobody else changed it meanwhile.
                view.flags.put(message, new TreeSet<>(message.flags));
            }
            if (conditional) {
                assertThat(items).as("STORE of UID " + message.uid).containsKey("MODSEQ");
            }
        }
    }

    void copy(ModelSession session) throws IOException {
        ModelView view = session.view;
        Some some = some(session);
        boolean move = random.chance(0.4);
        ModelFolder target = world.anyFolder();
        String command = some.command(move ? "MOVE" : "COPY") + " " + some.set() + " " + target.name;
        List<ModelMessage> from = some.there();
        if (move && view.readOnly) {
            assertThat(session.ask(command)).startsWith("NO");
            return;
        }
        List<ModelMessage> to = new ArrayList<>();
        for (ModelMessage message : from) {
            to.add(target.add(target.uidNext, message.content, message.flags));
        }
        if (move) {
            view.folder.remove(from);
        }
        String answer = session.ask(command);
        if (from.isEmpty()) {
            assertThat(answer).startsWith("NO [EXPUNGEISSUED]");
            return;
        }
        ended(answer, some);
        String code = Data.code(answer, "COPYUID");
        if (code == null) {
            code = Data.code(session.other("OK [COPYUID"), "COPYUID");
            code = code == null ? Data.code("[COPYUID " + session.other("OK [COPYUID"), "COPYUID") : code;
        }
        String[] words = code.split(" ");
        world.uidValidity(target, Long.parseLong(words[0]));
        assertThat(Data.numbers(words[1]))
                .isEqualTo(from.stream().map(m -> m.uid).toList());
        assertThat(Data.numbers(words[2])).isEqualTo(to.stream().map(m -> m.uid).toList());
        if (move) {
            assertThat(view.messages).doesNotContainAnyElementsOf(from);
        }
    }

    void expunge(ModelSession session) throws IOException {
        ModelView view = session.view;
        boolean byUid = random.chance(0.4);
        Some some = byUid ? some(session) : new Some(List.copyOf(view.messages), false, "");
        List<ModelMessage> doomed =
                some.there().stream().filter(m -> m.has("\\Deleted")).toList();
        String set = some.messages().stream().map(m -> "" + m.uid).collect(Collectors.joining(","));
        if (!view.readOnly) {
            view.folder.remove(doomed);
        }
        String answer = session.ask(byUid ? "UID EXPUNGE " + set : "EXPUNGE");
        assertThat(answer).startsWith(view.readOnly ? "NO" : "OK");
        assertThat(view.messages).noneMatch(message -> !view.readOnly && message.gone);
    }

    void fetch(ModelSession session) throws IOException {
        Some some = some(session);
        Set<String> items = new TreeSet<>();
        for (int i = random.between(1, 3); i > 0; i--) {
            items.add(random.oneOf(ITEMS));
        }
        if (items.contains("BODY[]") && !session.view.readOnly) {
            for (ModelMessage message : some.there()) {
                Set<String> seen = new TreeSet<>(message.flags);
                seen.add("\\Seen");
                message.become(seen);
            }
        }
        String answer = session.ask(some.command("FETCH") + " " + some.set() + " (" + String.join(" ", items) + ")");
        ended(answer, some);
        for (ModelMessage message : some.there()) {
            Map<String, Object> told = session.view.fetched.getOrDefault(message.uid, Map.of());
            for (String item : items) {
                assertThat(told)
                        .as("of UID " + message.uid)
                        .containsKey(item.replace(".PEEK", "").replace("<5.30>", "<5>"));
            }
        }
    }

    /// RFC 7162 section 3.1.4.
    void changedSince(ModelSession session) throws IOException {
        boolean byUid = session.way == ModelSession.Way.UIDONLY;
        String all = byUid ? "UID FETCH 1:* " : "FETCH 1:* ";
        session.ask(all + "(FLAGS MODSEQ)");
        long since = random.oneOf(session.view.messages).modSeq();
        if (since == 0) {
            return;
        }
        session.ask(all + "(FLAGS) (CHANGEDSINCE " + since + ")");
        for (ModelMessage message : session.view.messages) {
            if (!message.gone) {
                assertThat(session.view.fetched.containsKey(message.uid))
                        .as("UID " + message.uid + " with " + message.modSeq() + " after " + since)
                        .isEqualTo(message.modSeq() > since);
            }
        }
    }

    void search(ModelSession session) throws IOException {
        boolean uidOnly = session.way == ModelSession.Way.UIDONLY;
        boolean byUid = uidOnly || random.chance(0.5);
        ModelView view = session.view;
        ModelSearch search = ModelSearch.any(random, view, uidOnly, 1);
        boolean extended = random.chance(0.4);
        List<Long> wanted = new ArrayList<>();
        List<Long> unsure = new ArrayList<>();
        for (ModelMessage message : view.messages) {
            long name = byUid ? message.uid : view.number(message);
            if (message.gone) {
                unsure.add(name);
            } else if (search.matches().test(message)) {
                wanted.add(name);
            }
        }
        boolean sort = !extended && random.chance(0.3);
        String command = (byUid ? "UID " : "")
                + (sort ? "SORT (ARRIVAL) UTF-8 " : extended ? "SEARCH RETURN (MIN MAX ALL COUNT) " : "SEARCH ");
        assertThat(session.ask(command + search.key())).startsWith("OK");
        if (extended) {
            esearch(session.other("ESEARCH"), wanted, unsure);
            return;
        }
        List<Long> found = new ArrayList<>();
        for (String word : session.other(sort ? "SORT" : "SEARCH").split(" ")) {
            if (!word.isEmpty()) {
                found.add(Long.parseLong(word));
            }
        }
        found.removeAll(unsure);
        if (sort) {
            Function<Long, ModelMessage> message =
                    name -> byUid ? view.byUid(name) : view.messages.get((int) (name - 1));
            wanted.sort(java.util.Comparator.comparing(
                            (Long name) -> message.apply(name).content.date())
                    .thenComparing(name -> message.apply(name).uid));
        }
        assertThat(found).as(search.key()).isEqualTo(wanted);
    }

    private static void esearch(String told, List<Long> wanted, List<Long> unsure) {
        List<Object> values = Data.values(told);
        int all = values.indexOf("ALL");
        List<Long> found = all < 0 ? new ArrayList<>() : new ArrayList<>(Data.numbers((String) values.get(all + 1)));
        assertThat(values.get(values.indexOf("COUNT") + 1)).isEqualTo("" + found.size());
        if (!found.isEmpty()) {
            assertThat(values.get(values.indexOf("MIN") + 1)).isEqualTo("" + found.getFirst());
            assertThat(values.get(values.indexOf("MAX") + 1)).isEqualTo("" + found.getLast());
        } else {
            assertThat(values).doesNotContain("MIN", "MAX");
        }
        found.removeAll(unsure);
        assertThat(found).isEqualTo(wanted);
    }
}
