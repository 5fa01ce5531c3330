package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.session.ImapServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One account: its folders as they must be, the server, and its clients.
final class ModelWorld implements AutoCloseable {

    static final List<String> FLAGS = List.of(
            "\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "$Forwarded", "Work", "$Label1", "junk");
    static final List<String> WORDS = List.of("apple", "Pear", "plum", "Fig-tree", "x");

    final Seeded random;
    final TreeMap<String, ModelFolder> folders = new TreeMap<>();
    final Set<String> subscribed = new TreeSet<>(Set.of("INBOX"));
    final List<ModelSession> sessions = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    /// The highest UIDVALIDITY that a name ever had.
    final Map<String, Long> validities = new HashMap<>();

    ImapServer server;
    private int made;

    ModelWorld(Seeded random, Path directory) throws IOException {
        this.random = random;
        server = ImapServer.over(directory, store -> store.account("any").mail("INBOX"));
        folders.put("INBOX", new ModelFolder("INBOX"));
        for (int i = random.between(2, 4); i > 0; i--) {
            sessions.add(connect("c" + i));
        }
    }

    ModelSession connect(String name) throws IOException {
        ModelSession.Way way = random.oneOf(List.of(ModelSession.Way.values()));
        log.add(name + " connects, " + way);
        return new ModelSession(name, way, server, log::add);
    }

    /// The same client again; what it had selected it has not any more.
    ModelSession reconnect(ModelSession session) throws IOException {
        session.close();
        ModelSession again = new ModelSession(session.name, session.way, server, log::add);
        sessions.set(sessions.indexOf(session), again);
        return again;
    }

    void restart() throws IOException {
        log.add("restart");
        for (ModelSession session : sessions) {
            session.close();
        }
        server = server.again();
        sessions.replaceAll(old -> {
            try {
                return new ModelSession(old.name, old.way, server, log::add);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    ModelMessage.Content content() {
        StringBuilder text = new StringBuilder("Subject: ")
                .append(random.oneOf(WORDS))
                .append(' ')
                .append(++made)
                .append("\r\nFrom: a@b.example\r\n");
        if (random.chance(0.3)) {
            text.append("Message-ID: <").append(made).append("@x>\r\nMIME-Version: 1.0\r\n");
        }
        text.append("\r\n");
        for (int i = random.between(0, 5); i > 0; i--) {
            text.append(random.oneOf(List.of("", ".", "..", ". ", "\t")))
                    .append(random.chance(0.5) ? random.oneOf(WORDS) : "")
                    .append("\r\n");
        }
        text.append(random.chance(0.2) ? "no end" : "");
        return new ModelMessage.Content(
                text.toString(), Instant.ofEpochSecond(random.between(1_600_000_000L, 1_600_000_000L + 40 * 86_400)));
    }

    Set<String> someFlags() {
        Set<String> some = new TreeSet<>();
        for (int i = random.between(0, 3); i > 0; i--) {
            some.add(random.oneOf(FLAGS));
        }
        return some;
    }

    ModelFolder anyFolder() {
        return random.oneOf(List.copyOf(folders.values()));
    }

    void uidValidity(ModelFolder folder, long told) {
        if (folder.uidValidity == 0) {
            Long before = validities.get(folder.name);
            assertThat(before == null || told > before)
                    .as("UIDVALIDITY " + told + " of " + folder.name + " after " + before)
                    .isTrue();
        } else {
            assertThat(told).as("UIDVALIDITY of " + folder.name).isEqualTo(folder.uidValidity);
        }
        folder.uidValidity = told;
        validities.put(folder.name, told);
    }

    /// The name of a folder as its directory is asked for.
    static String decoded(String name) {
        return name.equals("&Tgtm+DBN-") ? "\u4e0b\u66f8\u304d" : name;
    }

    String log() {
        return String.join("\n", log.subList(Math.max(0, log.size() - 250), log.size()));
    }

    @Override
    public void close() throws IOException {
        for (ModelSession session : sessions) {
            session.close();
        }
        server.close();
    }
}
