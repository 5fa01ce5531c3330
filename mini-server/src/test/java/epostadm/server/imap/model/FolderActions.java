package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a client does with folders, and what must come of it.
final class FolderActions {

    private static final List<String> NAMES = List.of("Sent", "&Tgtm+DBN-", "A", "A/B", "Z");

    private final ModelWorld world;
    private final Seeded random;

    FolderActions(ModelWorld world) {
        this.world = world;
        this.random = world.random;
    }

    void select(ModelSession session) throws IOException {
        select(session, world.anyFolder(), random.chance(0.2));
    }

    private void select(ModelSession session, ModelFolder folder, boolean readOnly) throws IOException {
        session.view = new ModelView(folder, readOnly);
        String answer = session.must((readOnly ? "EXAMINE " : "SELECT ") + folder.name);
        assertThat(answer).contains(readOnly ? "[READ-ONLY]" : "[READ-WRITE]");
        world.uidValidity(folder, code(session, "UIDVALIDITY"));
        uidNext(folder, code(session, "UIDNEXT"));
        folder.told(code(session, "HIGHESTMODSEQ"));
        assertThat(session.view.messages).isEqualTo(folder.messages);
        assertThat(session.view.recentCount).isNotNegative();
        learn(session);
    }

    private static long code(ModelSession session, String name) {
        return Long.parseLong(Data.code(
                session.others.stream()
                        .filter(each -> each.contains("[" + name + " "))
                        .findFirst()
                        .orElseThrow(),
                name));
    }

    /// UIDs may be passed over.
    private static void uidNext(ModelFolder folder, long told) {
        assertThat(told).as("UIDNEXT of " + folder.name).isEqualTo(folder.uidNext);
    }

    private void learn(ModelSession session) throws IOException {
        if (!session.view.messages.isEmpty() && random.chance(0.7)) {
            session.must(session.way == ModelSession.Way.UIDONLY ? "UID FETCH 1:* (FLAGS)" : "FETCH 1:* (UID FLAGS)");
            ModelView view = session.view;
            assertThat(view.recent).as("RECENT").hasSize(view.recentCount);
        }
    }

    /// All of a folder, octet by octet.
    void look(ModelSession fresh, ModelFolder folder) throws IOException {
        status(fresh, folder);
        select(fresh, folder, true);
        if (!folder.messages.isEmpty()) {
            fresh.must("FETCH 1:* (UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY.PEEK[])");
            assertThat(fresh.view.fetched).hasSize(folder.messages.size());
        }
    }

    void leave(ModelSession session) throws IOException {
        ModelView view = session.view;
        boolean close = random.chance(0.5);
        if (close && !view.readOnly) {
            view.folder.remove(view.messages.stream()
                    .filter(m -> !m.gone && m.has("\\Deleted"))
                    .toList());
        }
        session.must(close ? "CLOSE" : "UNSELECT");
        session.view = null;
    }

    /// Comes back knowing something, and asks for the difference. RFC 7162 section 3.2.5.
    void resynchronize(ModelSession old) throws IOException {
        ModelFolder folder = old.view.folder;
        old.must("NOOP");
        if (old.view.messages.isEmpty()) {
            return;
        }
        old.must("FETCH 1:* (UID FLAGS MODSEQ)");
        old.must("STATUS " + folder.name + " (HIGHESTMODSEQ)");
        long known = Long.parseLong(
                (String) ((List<?>) Data.values(old.other("STATUS")).getLast()).getLast());
        Map<Long, Set<String>> flags = new TreeMap<>();
        old.view.messages.forEach(m -> flags.put(m.uid, old.view.flags.get(m)));
        long validity = folder.uidValidity;
        ModelSession session = world.reconnect(old);
        MessageActions messages = new MessageActions(world);
        for (ModelSession other : List.copyOf(world.sessions)) {
            if (other != session && other.view != null && !other.view.messages.isEmpty()) {
                messages.store(other);
                if (random.chance(0.5)) {
                    messages.expunge(other);
                }
            }
            messages.append(other);
        }
        if (folder.deleted) {
            return;
        }
        session.view = new ModelView(folder, false);
        String uids = random.chance(0.5) ? "" : " 1:" + (folder.uidNext + 10);
        session.must("SELECT " + folder.name + " (QRESYNC (" + validity + " " + known + uids + "))");
        folder.told(code(session, "HIGHESTMODSEQ"));
        session.others.stream()
                .filter(each -> each.startsWith("VANISHED (EARLIER) "))
                .forEach(each -> flags.keySet().removeAll(Data.numbers(each.substring(19))));
        session.view.flags.forEach((message, told) -> flags.put(message.uid, told));
        Map<Long, Set<String>> wanted = new TreeMap<>();
        folder.messages.forEach(m -> wanted.put(m.uid, m.flags));
        assertThat(flags).as("after QRESYNC").isEqualTo(wanted);
        session.view.fetched.values().forEach(items -> assertThat(items).containsKeys("UID", "MODSEQ", "FLAGS"));
    }

    void status(ModelSession session) throws IOException {
        status(session, world.anyFolder());
    }

    void status(ModelSession session, ModelFolder folder) throws IOException {
        session.must("STATUS " + folder.name + " (MESSAGES UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE HIGHESTMODSEQ)");
        List<Object> told = Data.values(session.other("STATUS"));
        assertThat(told.getFirst()).isEqualTo(folder.name);
        List<?> pairs = (List<?>) told.getLast();
        Map<String, Long> values = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            values.put((String) pairs.get(i), Long.parseLong((String) pairs.get(i + 1)));
        }
        world.uidValidity(folder, values.get("UIDVALIDITY"));
        uidNext(folder, values.get("UIDNEXT"));
        folder.told(values.get("HIGHESTMODSEQ"));
        assertThat(values)
                .containsEntry("MESSAGES", (long) folder.messages.size())
                .containsEntry("UNSEEN", count(folder, "\\Seen", false))
                .containsEntry("DELETED", count(folder, "\\Deleted", true))
                .containsEntry(
                        "SIZE",
                        folder.messages.stream()
                                .mapToLong(m -> m.content.text().length())
                                .sum());
    }

    private static long count(ModelFolder folder, String flag, boolean has) {
        return folder.messages.stream().filter(m -> m.has(flag) == has).count();
    }

    void tree(ModelSession session) throws IOException {
        String name = random.oneOf(NAMES);
        boolean there = world.folders.containsKey(name);
        switch (random.between(1, 6)) {
            case 1, 2 -> create(session, name, there);
            case 3 -> delete(session, name, there);
            case 4 -> rename(session, name, random.oneOf(NAMES));
            case 5 -> {
                if (there) {
                    boolean on = random.chance(0.6);
                    session.must((on ? "SUBSCRIBE " : "UNSUBSCRIBE ") + name);
                    boolean _ = on ? world.subscribed.add(name) : world.subscribed.remove(name);
                }
            }
            default -> list(session);
        }
    }

    private void create(ModelSession session, String name, boolean there) throws IOException {
        if (name.equals("A/B") && !world.folders.containsKey("A")) {
            return;
        }
        String answer = session.ask("CREATE " + name);
        assertThat(answer).startsWith(there ? "NO" : "OK");
        if (!there) {
            world.folders.put(name, new ModelFolder(name));
        }
    }

    private void delete(ModelSession session, String name, boolean there) throws IOException {
        if (world.folders.containsKey(name + "/B")) {
            return;
        }
        assertThat(session.ask("DELETE " + name)).startsWith(there ? "OK" : "NO");
        if (there) {
            gone(session, world.folders.remove(name));
        }
    }

    /// Whoever else has selected it is told to go.
    private void gone(ModelSession by, ModelFolder folder) throws IOException {
        folder.deleted = true;
        for (ModelSession session : List.copyOf(world.sessions)) {
            if (session.view != null && session.view.folder == folder) {
                if (session == by) {
                    session.view = null;
                } else {
                    world.reconnect(session);
                }
            }
        }
    }

    private void rename(ModelSession session, String from, String to) throws IOException {
        if (!world.folders.containsKey(from)
                || to.contains("/")
                || to.equals(from)
                || world.folders.containsKey(to)
                || from.startsWith(to + "/")) {
            return;
        }
        session.must("RENAME " + from + " " + to);
        for (String name : List.copyOf(world.folders.keySet())) {
            if (name.equals(from) || name.startsWith(from + "/")) {
                ModelFolder folder = world.folders.remove(name);
                folder.name = to + name.substring(from.length());
                world.folders.put(folder.name, folder);
                renamed(folder);
            }
        }
    }

    /// Its UIDVALIDITY is another where its new name had a higher one, and who had selected it must do so again.
    private void renamed(ModelFolder folder) throws IOException {
        long before = folder.uidValidity;
        long now;
        try (ModelSession asking = new ModelSession("asking", ModelSession.Way.PLAIN, world.server, world.log::add)) {
            asking.must("STATUS " + folder.name + " (UIDVALIDITY)");
            now = Long.parseLong(
                    (String) ((List<?>) Data.values(asking.other("STATUS")).getLast()).getLast());
        }
        assertThat(now).isGreaterThanOrEqualTo(Math.max(before, world.validities.getOrDefault(folder.name, 0L)));
        if (now != before) {
            folder.highestModSeq = 0;
            folder.messages.forEach(ModelMessage::anew);
            for (ModelSession other : List.copyOf(world.sessions)) {
                if (other.view != null && other.view.folder == folder) {
                    world.reconnect(other);
                }
            }
        }
        folder.uidValidity = now;
        world.validities.put(folder.name, now);
    }

    private void list(ModelSession session) throws IOException {
        session.must("LIST \"\" *");
        assertThat(names(session, "LIST")).isEqualTo(world.folders.keySet());
        session.must("LSUB \"\" *");
        assertThat(names(session, "LSUB")).isEqualTo(world.subscribed);
    }

    private static Set<String> names(ModelSession session, String word) {
        return session.others.stream()
                .filter(each -> each.startsWith(word + " "))
                .map(each -> (String) Data.values(each.replace("\"/\"", "/")).get(3))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
