package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.cli.Epostadm;
import epostadm.cli.command.Dispatcher;
import epostadm.cli.console.Cancellation;
import epostadm.cli.console.Terminal;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.control.MiniServerControl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that change the store while a server serves it.
@Timeout(120)
class BesideServerTest {

    private static final String LINE = "\tpass1234\t-\ta.example\t-\t1\t0\t0\t1\t1\n";

    @TempDir
    private Path directory;

    private TestStore store() {
        return TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("stays")
                .mailbox()
                .account("leaves")
                .mailbox();
    }

    private String said = "";

    private int run(TestStore store, String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--store", store.work().toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Epostadm.run(arguments, Map.of("LANG", "C"), InputStream.nullInputStream(), out, out);
        said = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    /// The plan of a year in which one stays, one leaves and one comes.
    private String planned(TestStore store) throws IOException {
        Path list = Files.writeString(directory.resolve("next.txt"), "stays" + LINE + "joins" + LINE);
        String plan = directory.resolve("plan.json").toString();
        assertThat(run(store, "year-end", "plan", list.toString(), "--out", plan))
                .as(said)
                .isLessThan(2);
        return plan;
    }

    private static String login(int port, String account) throws IOException {
        try (Talk pop3 = Talk.to(port)) {
            pop3.reply();
            pop3.must("USER " + account, "+OK");
            return pop3.say("PASS pass1234");
        }
    }

    private static void send(int port, String to) throws IOException {
        try (Talk smtp = Talk.to(port)) {
            smtp.reply();
            smtp.must("EHLO client.example", "250");
            smtp.must("MAIL FROM:<stays@a.example>", "250");
            smtp.must("RCPT TO:<" + to + ">", "250");
            smtp.must("DATA", "354");
            smtp.must("Subject: x\r\n\r\nx\r\n.", "250");
        }
    }

    private static long messages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".MSG")).count();
        }
    }

    @Test
    void yearEndIsMadeWhileMailIsServed() throws Exception {
        TestStore store = store();
        Path list = Files.writeString(directory.resolve("next.txt"), "stays" + LINE + "joins" + LINE);
        Path plan = directory.resolve("plan.json");
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            send(server.smtp(), "leaves@a.example");
            send(server.smtp(), "stays@a.example");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> messages(store.path("inbox/a.example/leaves")) == 1
                            && messages(store.path("inbox/a.example/stays")) == 1);
            assertThat(run(store, "year-end", "plan", list.toString(), "--out", plan.toString()))
                    .as(said)
                    .isLessThan(2);
            pausedBy(store, server);
            int status;
            try (Talk session = Talk.to(server.pop3())) {
                session.reply();
                session.must("USER leaves", "+OK");
                session.must("PASS pass1234", "+OK");
                status = run(store, "year-end", "apply", plan.toString(), "--yes");
                assertThat(goesOn(session)).as("a session of before").isFalse();
            }
            assertThat(status).as(said).isZero();
            assertThat(said).contains("pauses a.example");
            assertThat(login(server.pop3(), "leaves")).startsWith("-ERR");
            assertThat(login(server.pop3(), "joins")).startsWith("+OK");
            assertThat(login(server.pop3(), "stays")).startsWith("+OK");
            assertThat(messages(store.path("inbox/a.example"))).isEqualTo(2);

            assertThat(run(store, "year-end", "undo", "--domain", "a.example", "--yes"))
                    .as(said)
                    .isZero();
            assertThat(login(server.pop3(), "leaves")).startsWith("+OK");
            assertThat(messages(store.path("inbox/a.example"))).isEqualTo(2);
            server.stop();
        }
    }

    /// A person who looks whether the domain is served before typing the answer.
    private static class Person extends InputStream {

        private final ServerProcess server;
        private final InputStream answer;
        private String greeted = "";

        Person(ServerProcess server, String answer) {
            this.server = server;
            this.answer = new ByteArrayInputStream(answer.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int read() throws IOException {
            if (greeted.isEmpty()) {
                greeted = login(server.pop3(), "stays");
            }
            return answer.read();
        }
    }

    private int asked(TestStore store, Person person, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--store", store.work().toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.attended(Map.of("LANG", "C"), person, out, out, EnumSet.allOf(Terminal.Stream.class));
        Cancellation cancellation = new Cancellation();
        int status = new Dispatcher(terminal, cancellation).run(arguments);
        cancellation.finished(status);
        said = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void domainIsServedWhileTheQuestionWaits() throws Exception {
        TestStore store = store();
        String plan = planned(store);
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            Person declines = new Person(server, "n\n");
            assertThat(asked(store, declines, "year-end", "apply", plan))
                    .as(said)
                    .isEqualTo(130);
            assertThat(declines.greeted).startsWith("+OK");
            assertThat(said).doesNotContain("pauses");
            Person agrees = new Person(server, "y\n");
            assertThat(asked(store, agrees, "year-end", "apply", plan)).as(said).isZero();
            assertThat(agrees.greeted).startsWith("+OK");
            assertThat(said).containsSubsequence("Make the change-over", "pauses a.example", "Done.");
            assertThat(said.split("Make the change-over", -1)).as("asked once").hasSize(2);
            server.stop();
        }
    }

    @Test
    void changeThatIsAnotherOneWhenTheAnswerComesIsRefused() throws Exception {
        TestStore store = store();
        String plan = planned(store);
        Path list = directory.resolve("next.txt");
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            Person slow = new Person(server, "y\n") {
                @Override
                public int read() throws IOException {
                    Files.writeString(list, "stays" + LINE);
                    return super.read();
                }
            };
            assertThat(asked(store, slow, "year-end", "apply", plan)).as(said).isGreaterThan(1);
            assertThat(login(server.pop3(), "leaves")).startsWith("+OK");
            server.stop();
        }
    }

    /// As a command leaves a store whose process was killed before the last phase of its change.
    private static void cutShort(TestStore store) throws IOException {
        Path changes = store.path(".epostadm/changes");
        String change;
        try (Stream<Path> all = Files.list(changes)) {
            change = all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith("year-end"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(changes.resolve(change).resolve("state"), "applying 0\n");
        Files.writeString(changes.resolve("open"), change + "\n");
    }

    @Test
    void domainStaysAtRestUntilAChangeThatWasCutShortIsEnded() throws Exception {
        TestStore store = store();
        assertThat(run(store, "year-end", "apply", planned(store), "--yes"))
                .as(said)
                .isZero();
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            assertThat(login(server.pop3(), "stays")).startsWith("+OK");
            try (MiniServerControl control = MiniServerControl.of(store.work()).orElseThrow()) {
                assertThat(control.pause(new DomainName("a.example"))).isTrue();
                cutShort(store);
            }
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> login(server.pop3(), "stays").startsWith("-ERR"));
            assertThat(login(server.pop3(), "nobody"))
                    .as("who is one cannot be told")
                    .startsWith("-ERR [SYS/TEMP]");
            assertThat(run(store, "year-end", "resume", "--domain", "a.example", "--yes"))
                    .as(said)
                    .isZero();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> login(server.pop3(), "stays").startsWith("+OK"));
            assertThat(login(server.pop3(), "nobody")).startsWith("-ERR [AUTH]");
            server.stop();
        }
        cutShort(store);
        assertThat(run(store, "serve")).as("started over it").isEqualTo(20);
    }

    /// What clients are told while the domain rests, and that it works again after.
    private static void pausedBy(TestStore store, ServerProcess server) throws IOException {
        try (Talk early = Talk.tls(server.submissions())) {
            early.reply();
            early.must("EHLO client.example", "250");
            early.must("AUTH PLAIN " + plain(), "235");
            try (MiniServerControl control = MiniServerControl.of(store.work()).orElseThrow()) {
                assertThat(control.pause(new DomainName("a.example"))).isTrue();
                assertThat(login(server.pop3(), "stays")).startsWith("-ERR");
                try (Talk smtp = Talk.to(server.smtp())) {
                    smtp.reply();
                    smtp.must("EHLO client.example", "250");
                    smtp.must("MAIL FROM:<x@far.example>", "250");
                    smtp.must("RCPT TO:<stays@a.example>", "450");
                }
                early.must("MAIL FROM:<stays@a.example>", "421");
                try (Talk late = Talk.tls(server.submissions())) {
                    late.reply();
                    late.must("EHLO client.example", "250");
                    late.must("AUTH PLAIN " + plain(), "4");
                }
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(login(server.pop3(), "stays")).startsWith("+OK"));
    }

    private static String plain() {
        return Base64.getEncoder().encodeToString("\0stays@a.example\0pass1234".getBytes(StandardCharsets.UTF_8));
    }

    private static boolean goesOn(Talk session) {
        try {
            return session.say("NOOP").startsWith("+OK");
        } catch (IOException ended) {
            return false;
        }
    }

    @Test
    void queueIsHeldReleasedAndTriedAgainWhileItIsServed() throws Exception {
        TestStore store = store();
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            String id = "B0000000001";
            Path held = Files.createDirectories(store.path(".epostadm/held"));
            Files.writeString(held.resolve(id + ".MSG"), "Subject: held\r\n\r\nx\r\n.\r\n");
            Files.writeString(held.resolve(id + ".RCP"), "Return-path: x@far.example\nRecipient: stays@a.example\n");
            assertThat(run(store, "queue", "hold", id)).as(said).isEqualTo(3);
            assertThat(run(store, "queue", "release", id)).as(said).isZero();
            assertThat(said).doesNotContain("No mini-server runs");
            await().atMost(Duration.ofSeconds(30)).until(() -> messages(store.path("inbox/a.example/stays")) == 1);

            String waits = "B0000000002";
            store.put("holding/" + waits + ".MSG", "Subject: waits\r\n\r\nx\r\n.\r\n")
                    .put(
                            "domains/b.example/" + waits + ".RCP",
                            "Return-path: x@far.example\nRecipient: stays@a.example\n");
            assertThat(run(store, "queue", "hold", waits)).as(said).isZero();
            assertThat(held.resolve(waits + ".RCP")).exists();
            assertThat(run(store, "queue", "release", waits)).as(said).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> messages(store.path("inbox/a.example/stays")) == 2);

            String again = "B0000000003";
            store.put("holding/" + again + ".MSG", "Subject: again\r\n\r\nx\r\n.\r\n")
                    .put(
                            "domains/b.example/" + again + ".RCP",
                            "Return-path: x@far.example\nRecipient: stays@a.example\n");
            assertThat(run(store, "queue", "retry", again)).as(said).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> messages(store.path("inbox/a.example/stays")) == 3);
            server.stop();
        }
    }

    @Test
    void repairLeavesMailboxesAloneThatAreServed() throws Exception {
        TestStore store = store().account("stays").mail("INBOX", TestMessage.uid(1), TestMessage.uid(3));
        Path bad =
                Files.writeString(store.path("inbox/a.example/stays/inbox/letter.MSG"), "Subject: letter\r\n\r\nx\r\n");
        Path control = Files.writeString(store.path("inbox/a.example/stays/SENDER.DAT"), "*@b.example,0\n");
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            assertThat(login(server.pop3(), "stays")).startsWith("+OK");
            assertThat(run(store, "store", "repair", "--yes")).as(said).isEqualTo(11);
            assertThat(said).contains("epostadm: ");
            assertThat(bad).exists();
            assertThat(control).as("one change, or none").exists();
            assertThat(run(store, "store", "repair", "--dry-run")).as(said).isZero();
            assertThat(bad).exists();
            assertThat(run(store, "store", "repair", "--only", "EP-CTL", "--yes"))
                    .as("what a server reads anew: " + said)
                    .isZero();
            assertThat(control.resolveSibling("sender.dat")).exists();
            assertThat(login(server.pop3(), "stays")).startsWith("+OK");
            server.stop();
        }
        assertThat(run(store, "store", "repair", "--yes")).as(said).isZero();
        assertThat(bad).doesNotExist();
        assertThat(store.path("inbox/a.example/stays/inbox/0000000004-100000.MSG"))
                .exists();
    }

    private static void waits(TestStore store, String id, String from, String to) {
        store.put("holding/" + id + ".MSG", "Subject: " + id + "\r\n\r\nx\r\n.\r\n")
                .put("domains/slow.example/" + id + ".RCP", "Return-path: " + from + "\nRecipient: " + to + "\n");
    }

    @Test
    void deadAreRaisedOthersReturnedOrTakenAwayWhileItIsServed() throws Exception {
        TestStore store = store();
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            Path inbox = store.path("inbox/a.example/stays");
            String dead = "B0000000011";
            store.put("dead/" + dead + ".MSG", "From: x@far.example\r\nTo: stays@a.example\r\n\r\nx\r\n.\r\n");
            assertThat(run(store, "queue", "resurrect", dead, "--yes")).as(said).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> messages(inbox) == 1);

            String returned = "B0000000012";
            waits(store, returned, "stays@a.example", "x@slow.example");
            assertThat(run(store, "queue", "bounce", returned, "--yes"))
                    .as(said)
                    .isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> messages(inbox) == 2);

            String away = "B0000000013";
            waits(store, away, "stays@a.example", "x@slow.example");
            assertThat(run(store, "queue", "remove", away, "--yes")).as(said).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> run(store, "queue", "check") == 0 || emptyDomain());
            assertThat(run(store, "queue", "list")).as(said).isZero();
            assertThat(said).doesNotContain("B000");
            server.stop();
        }
    }

    /// A directory that its last message has left says nothing of a message.
    private boolean emptyDomain() {
        return said.lines().filter(line -> line.contains("domains/")).count() == 1 && !said.contains("B000");
    }

    @Test
    void messageThatIsBeingTriedIsLeftAloneUntilTheOtherServerAnswers() throws Exception {
        TestStore store = store();
        String id = "B0000000021";
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            slow.setSoTimeout(60_000);
            Files.writeString(
                    store.path("gateway.dat"), "slow.example," + Talk.LOOPBACK + "," + slow.getLocalPort() + "\n");
            try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
                waits(store, id, "stays@a.example", "x@slow.example");
                assertThat(run(store, "queue", "retry", id)).as(said).isZero();
                try (Socket other = slow.accept()) {
                    for (String action : List.of("remove", "bounce", "hold")) {
                        assertThat(run(store, "queue", action, id, "--yes"))
                                .as(said)
                                .isEqualTo(3);
                        assertThat(said).contains(id + ": left as it is: it is being delivered");
                    }
                    other.getOutputStream().write("421 not now\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> run(store, "queue", "hold", id) == 0);
                assertThat(store.path(".epostadm/held/" + id + ".MSG")).exists();
                assertThat(run(store, "queue", "release", id)).as(said).isZero();
                try (Socket _ = slow.accept()) {
                    server.kill();
                }
            }
            try (ServerProcess _ = ServerProcess.start(store.work(), directory, "")) {
                try (Socket other = slow.accept()) {
                    other.getOutputStream().write("421 not now\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> run(store, "queue", "remove", id, "--yes") == 0);
            }
            assertThat(run(store, "queue", "list")).as(said).isZero();
            assertThat(said).doesNotContain(id);
        }
    }

    /// One has the store, the other is refused or comes after it; each message is in one place in the end.
    @Test
    void twoCommandsAtOnceNeverHaveOneMessage() throws Exception {
        TestStore store = store();
        try (ServerProcess server = ServerProcess.start(store.work(), directory, "")) {
            List<String> ids = List.of("B0000000031", "B0000000032", "B0000000033");
            ids.forEach(id -> waits(store, id, "stays@a.example", "x@slow.example"));
            List<CompletableFuture<Integer>> commands = Stream.of("hold", "remove", "hold", "remove")
                    .map(action -> CompletableFuture.supplyAsync(() -> quietly(store, action)))
                    .toList();
            assertThat(commands)
                    .extracting(CompletableFuture::join)
                    .allMatch(status -> List.of(0, 2, 3, 11).contains(status))
                    .contains(0);
            assertThat(run(store, "queue", "list", "--output", "csv")).as(said).isZero();
            for (String id : ids) {
                assertThat(said.lines().filter(line -> line.startsWith(id)).count())
                        .as(said)
                        .isLessThan(2);
            }
            assertThat(run(store, "queue", "check")).as(said).isLessThan(2);
            assertThat(said).doesNotContain("B000");
            server.stop();
        }
    }

    private static int quietly(TestStore store, String action) {
        return Epostadm.run(
                List.of("queue", action, "ALL", "--yes", "--store", store.work().toString()),
                Map.of("LANG", "C"),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
    }
}
