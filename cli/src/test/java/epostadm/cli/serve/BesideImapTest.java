package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.cli.Epostadm;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that change the store while IMAP sessions have its folders selected and are idle: nothing is lost or
/// doubled, and who goes on goes on with a folder that is there.
@Timeout(180)
class BesideImapTest {

    private static final String LINE = "\tpass1234\t-\ta.example\t-\t1\t0\t0\t1\t1\n";

    @TempDir
    private Path directory;

    private TestStore store;
    private ServerProcess server;
    private String said = "";

    /// How often each message is there, by its subject.
    private Map<String, Integer> before;

    @BeforeEach
    void serve() throws IOException {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example");
        for (String account : List.of("stays", "leaves")) {
            store.account(account).mail("INBOX", message(account, 1), message(account, 2), message(account, 5));
            store.account(account).mail("Sent", message(account, 3));
        }
        server = ServerProcess.start(store.work(), directory, "");
        before = census();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestMessage message(String account, long uid) {
        return TestMessage.uid(uid).text("Subject: " + account + uid + "\r\n\r\ntext\r\n");
    }

    /// All messages of the mailboxes, be they put aside; not what lies in quarantine.
    private Map<String, Integer> census() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store.path("inbox"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".MSG")).toList()) {
                found.merge(Files.readString(file).lines().findFirst().orElse(""), 1, Integer::sum);
            }
        }
        return found;
    }

    private void must(String... words) throws IOException {
        assertThat(run(words)).as(said).isZero();
    }

    private int run(String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--store", store.work().toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Epostadm.run(arguments, Map.of("LANG", "C"), InputStream.nullInputStream(), out, out);
        said = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    /// @return the exit status
    private int undo(String kind) throws IOException {
        try (Stream<Path> all = Files.list(store.path(".epostadm/changes"))) {
            String last = all.filter(Files::isDirectory)
                    .map(change -> change.getFileName().toString())
                    .filter(id -> id.endsWith("-" + kind))
                    .max(String::compareTo)
                    .orElseThrow();
            return run("changes", "undo", last, "--yes");
        }
    }

    /// A session that has selected a folder and is idle.
    private final class Idler implements AutoCloseable {

        private final Talk talk;
        private String exists = "";
        private String validity = "";

        Idler(String account, String folder) throws IOException {
            talk = Talk.to(server.imap());
            talk.reply();
            assertThat(ask("a LOGIN " + account + " pass1234")).startsWith("a OK");
            assertThat(ask("a SELECT " + folder)).startsWith("a OK");
            talk.send("i IDLE\r\n");
            assertThat(talk.line()).startsWith("+");
        }

        private String ask(String command) throws IOException {
            talk.send(command + "\r\n");
            while (true) {
                String line = talk.line();
                exists = line.endsWith(" EXISTS") ? line : exists;
                validity = line.contains("[UIDVALIDITY ") ? line : validity;
                if (!line.startsWith("* ")) {
                    return line;
                }
            }
        }

        /// What it is told until its connection ends.
        List<String> toTheEnd() throws IOException {
            List<String> lines = new ArrayList<>();
            try {
                while (true) {
                    lines.add(talk.line());
                }
            } catch (EOFException end) {
                return lines;
            }
        }

        /// Ends IDLE; nothing where the session has ended.
        Optional<String> done() throws IOException {
            try {
                talk.send("DONE\r\n");
                for (String line = talk.line(); ; line = talk.line()) {
                    if (line.startsWith("i ")) {
                        return Optional.of(line);
                    }
                }
            } catch (IOException ended) {
                return Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            talk.close();
        }
    }

    private void endsBy(Idler idler) throws IOException {
        assertThat(idler.toTheEnd()).as(said).last().asString().startsWith("* BYE");
    }

    private boolean logsIn(String account) throws IOException {
        try (Talk talk = Talk.to(server.imap())) {
            talk.reply();
            talk.send("a LOGIN " + account + " pass1234\r\n");
            String line = talk.line();
            while (line.startsWith("* ")) {
                line = talk.line();
            }
            return line.startsWith("a OK");
        }
    }

    private void awaitLogin(String account, boolean works) {
        await().atMost(Duration.ofSeconds(30)).until(() -> logsIn(account) == works);
    }

    @Test
    void accountsFoldersAndRepairs() throws Exception {
        try (Idler gone = new Idler("leaves", "INBOX");
                Idler sent = new Idler("leaves", "Sent");
                Idler stays = new Idler("stays", "INBOX")) {
            must("accounts", "retire", "leaves", "--yes");
            endsBy(gone);
            endsBy(sent);
            awaitLogin("leaves", false);
            assertThat(undo("retire")).as("only over a store at rest").isEqualTo(11);
            must("accounts", "restore", "leaves", "--yes");
            awaitLogin("leaves", true);
            assertThat(stays.done()).hasValueSatisfying(line -> assertThat(line).startsWith("i OK"));
        }
        assertThat(census()).isEqualTo(before);
        try (Idler back = new Idler("leaves", "INBOX")) {
            assertThat(back.exists).isEqualTo("* 3 EXISTS");
            assertThat(run("accounts", "rename", "leaves", "renamed", "--yes"))
                    .as(said)
                    .isEqualTo(11);
            assertThat(back.done()).as("after what was refused").isPresent();
        }
        assertThat(census()).isEqualTo(before);
        renumbered();
        repaired();
        try (Idler gone = new Idler("leaves", "INBOX")) {
            must("accounts", "remove", "leaves", "--yes");
            endsBy(gone);
        }
        assertThat(server.stop()).isZero();
        assertThat(undo("remove")).as(said).isZero();
        assertThat(census()).as(said).isEqualTo(before);
    }

    /// Whose folder is numbered anew sees that at the next SELECT.
    private void renumbered() throws IOException {
        for (String method : List.of("renumber", "rename")) {
            try (Idler idler = new Idler("stays", "INBOX")) {
                must("inbox", "reset-uid", "stays", "--method", method, "--yes");
                endsBy(idler);
                try (Idler again = new Idler("stays", "INBOX")) {
                    assertThat(again.validity).isNotEqualTo(idler.validity);
                    assertThat(again.exists).isEqualTo(method.equals("rename") ? "* 0 EXISTS" : "* 3 EXISTS");
                }
            }
            assertThat(census()).as(said).isEqualTo(before);
        }
        try (Idler idler = new Idler("stays", "OLD_INBOX")) {
            assertThat(idler.exists).isEqualTo("* 3 EXISTS");
        }
    }

    /// What is open is not touched, or mended so that nobody notices.
    private void repaired() throws IOException {
        Path inbox = store.path("inbox/a.example/leaves/inbox");
        try (Idler idler = new Idler("leaves", "INBOX")) {
            Files.writeString(inbox.resolve("uid"), "2");
            Files.writeString(inbox.resolve("0000000001-000000.$SG"), "cut short");
            int status = run("store", "repair", "--yes");
            assertThat(status).as(said).isIn(0, 1, 11);
            assertThat(census()).as(said).isEqualTo(before);
            assertThat(idler.done()).hasValueSatisfying(line -> assertThat(line).startsWith("i OK"));
            assertThat(idler.ask("s STATUS INBOX (MESSAGES)")).startsWith("s OK");
            assertThat(idler.ask("u UID STORE 5 +FLAGS (\\Seen)")).startsWith("u OK");
        }
        assertThat(Long.parseLong(Files.readString(inbox.resolve("uid")))).isGreaterThan(5);
        assertThat(census()).as(said).isEqualTo(before);
    }

    @Test
    void yearEndEndsSessionsAndUndoBringsTheirFoldersBack() throws Exception {
        Path list = Files.writeString(directory.resolve("next.txt"), "stays" + LINE + "joins" + LINE);
        Path plan = directory.resolve("plan.json");
        assertThat(run("year-end", "plan", list.toString(), "--out", plan.toString()))
                .as(said)
                .isLessThan(2);
        try (Idler gone = new Idler("leaves", "INBOX");
                Idler stays = new Idler("stays", "INBOX")) {
            must("year-end", "apply", plan.toString(), "--yes");
            endsBy(gone);
            endsBy(stays);
            awaitLogin("leaves", false);
            awaitLogin("joins", true);
        }
        assertThat(census()).as(said).isEqualTo(before);
        try (Idler stays = new Idler("stays", "INBOX")) {
            must("year-end", "undo", "--domain", "a.example", "--yes");
            endsBy(stays);
            awaitLogin("leaves", true);
        }
        try (Idler back = new Idler("leaves", "INBOX")) {
            assertThat(back.exists).isEqualTo("* 3 EXISTS");
        }
        assertThat(census()).as(said).isEqualTo(before);
        assertThat(server.stop()).isZero();
    }
}
