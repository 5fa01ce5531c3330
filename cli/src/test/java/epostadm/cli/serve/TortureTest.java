package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What takes long, much memory, or file systems that only root can make: run by `torture-serve.sh`, which prepares
/// the directory `torture.room`: a small volume `full`, a folder `split` whose `inbox` is another volume, and a
/// store `locked` whose `.epostadm` is read-only.
@Timeout(900)
@EnabledIfSystemProperty(named = "torture.room", matches = ".+")
class TortureTest {

    private static final int IDLE = Integer.getInteger("torture.idle", 10_000);
    private static final byte[] LINE = ("x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private static Path room(String name) {
        return Path.of(System.getProperty("torture.room")).resolve(name);
    }

    private static TestStore store(Path work) {
        return TestStore.at(work, Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .mailbox();
    }

    private static Talk ready(ServerProcess server) throws IOException {
        Talk smtp = Talk.to(server.smtp());
        smtp.reply();
        smtp.must("EHLO client.example", "250");
        return smtp;
    }

    private static Talk envelope(ServerProcess server) throws IOException {
        Talk smtp = ready(server);
        smtp.must("MAIL FROM:<b@b.example>", "250");
        smtp.must("RCPT TO:<sato@a.example>", "250");
        smtp.must("DATA", "354");
        return smtp;
    }

    /// A message of so many lines of 1000 octets; the reply to it.
    private static String deliver(ServerProcess server, String subject, int lines) throws IOException {
        try (Talk smtp = envelope(server)) {
            smtp.send("Subject: " + subject + "\r\n\r\n");
            for (int i = 0; i < lines; i++) {
                smtp.out().write(LINE);
            }
            return smtp.say(".");
        }
    }

    private static List<Path> files(Path top, String ending) throws IOException {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static Talk login(ServerProcess server) throws IOException {
        Talk pop3 = Talk.to(server.pop3());
        pop3.reply();
        pop3.must("USER sato", "+OK");
        pop3.must("PASS pass1234", "+OK");
        return pop3;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsTenThousandIdleClients(boolean tls) throws Exception {
        try (TestStore store = store(directory.resolve("mail"));
                ServerProcess server = ServerProcess.start(
                        store.work(),
                        directory,
                        "[limits]\nconnections-per-address = 100000\n",
                        "-Xmx" + System.getProperty("torture.heap", "512m"),
                        "-XX:TieredStopAtLevel=4")) {
            for (int i = 0; i < 50; i++) {
                deliver(server, "warm " + i, 1);
            }
            long before = server.figure("VmRSS").orElseThrow();
            List<Talk> talks = new ArrayList<>();
            long begun = System.nanoTime();
            try (ExecutorService clients =
                    Executors.newFixedThreadPool(50, Thread.ofVirtual().factory())) {
                List<Future<Talk>> connecting = new ArrayList<>();
                for (int i = 0; i < IDLE; i++) {
                    int port = i % 2 == 0
                            ? tls ? server.submissions() : server.smtp()
                            : tls ? server.pop3s() : server.pop3();
                    Callable<Talk> connect = () -> {
                        Talk talk = tls ? Talk.tls(port) : Talk.to(port);
                        assertThat(talk.reply()).matches("(220 |\\+OK ).*");
                        return talk;
                    };
                    connecting.add(clients.submit(connect));
                }
                for (Future<Talk> each : connecting) {
                    talks.add(each.get());
                }
            }
            long greeted = System.nanoTime();
            long after = server.figure("VmRSS").orElseThrow();
            long answer = System.nanoTime();
            assertThat(deliver(server, "between", 10)).startsWith("250 ");
            talks.get(IDLE - 1).must("CAPA", "+OK");
            talks.get(IDLE - 2).must("NOOP", "250");
            long answered = System.nanoTime() - answer;
            System.out.printf(
                    "%d idle connections%s: greeted in %d ms, %.1f kB each, threads %d, a message and two commands in %d ms%n",
                    IDLE,
                    tls ? " under TLS" : "",
                    (greeted - begun) / 1_000_000,
                    (after - before) / (double) IDLE,
                    server.figure("Threads").orElseThrow(),
                    answered / 1_000_000);
            assertThat(Duration.ofNanos(answered)).isLessThan(Duration.ofSeconds(5));
            for (Talk talk : talks) {
                talk.socket().close();
            }
            assertThat(server.said()).noneMatch(line -> line.contains(" ERROR "));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.threads(directory)
                                    .lines()
                                    .filter(line -> line.matches(".*\"(SMTP|SUBMISSION|POP3) \\d+\".*")))
                            .hasSizeLessThan(5));
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void refusesAGigabyteInFlatMemory() throws Exception {
        try (TestStore store = store(directory.resolve("mail"));
                ServerProcess server = ServerProcess.start(store.work(), directory, "", "-Xmx64m")) {
            try (Talk smtp = ready(server)) {
                assertThat(smtp.say("MAIL FROM:<b@b.example> SIZE=1073741824")).startsWith("552 5.3.4 ");
            }
            long before = server.figure("VmHWM").orElseThrow();
            assertThat(deliver(server, "long", 1_073_742)).startsWith("552 5.3.4 ");
            long after = server.figure("VmHWM").orElseThrow();
            System.out.printf(
                    "1 GB refused by count: highest memory %d MB before, %d MB after%n", before >> 10, after >> 10);
            assertThat(files(store.work(), ".MSG")).isEmpty();
            assertThat(files(store.path("temp"), "")).isEmpty();
            assertThat(server.said()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    @Test
    void passesSeveralLongMessagesAtOnce() throws Exception {
        int messages = 8;
        try (TestStore store = store(directory.resolve("mail"));
                ServerProcess server = ServerProcess.start(store.work(), directory, "", "-Xmx256m");
                ExecutorService clients = Executors.newFixedThreadPool(messages)) {
            long begun = System.nanoTime();
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                String subject = "long " + i;
                replies.add(clients.submit(() -> deliver(server, subject, 50_000)));
            }
            for (Future<String> reply : replies) {
                assertThat(reply.get()).startsWith("250 ");
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> files(store.path("inbox"), ".MSG").size() == messages);
            long in = System.nanoTime();
            try (Talk pop3 = login(server)) {
                for (int i = 1; i <= messages; i++) {
                    pop3.must("RETR " + i, "+OK");
                    long octets = 0;
                    for (String line = pop3.line(); !line.equals("."); line = pop3.line()) {
                        octets += line.length() + 2;
                    }
                    assertThat(octets).isGreaterThan(50_000_000);
                }
                pop3.must("QUIT", "+OK");
            }
            System.out.printf(
                    "%d messages of 50 MB: in within %d ms, out within %d ms, highest memory %d MB%n",
                    messages,
                    (in - begun) / 1_000_000,
                    (System.nanoTime() - in) / 1_000_000,
                    server.figure("VmHWM").orElseThrow() >> 10);
            assertThat(server.said()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    @Test
    void losesNothingOnAFullDisk() throws Exception {
        Path full = room("full");
        try (TestStore store = store(full.resolve("mail"));
                ServerProcess server = ServerProcess.start(store.work(), directory, "[queue]\nfirst-gap = \"2s\"\n")) {
            Path ballast = full.resolve("ballast");
            List<String> promised = new ArrayList<>();
            promised.add(deliver(server, "n0", 100));
            fill(ballast);
            int refused = 0;
            for (int i = 1; i <= 30; i++) {
                String reply = deliver(server, "n" + i, i % 2 == 0 ? 1 : 700);
                if (reply.startsWith("250 ")) {
                    promised.add(reply);
                } else {
                    assertThat(reply).startsWith("452 4.3.1 ");
                    refused++;
                }
                if (i % 5 == 0) {
                    fill(ballast);
                    leave(ballast, i * 10_000L);
                }
            }
            assertThat(refused).isPositive();
            assertThat(server.alive()).isTrue();
            for (Path file : files(store.path("inbox"), ".MSG")) {
                assertThat(Files.readString(file)).endsWith("\r\n.\r\n");
            }
            int duringFull = promised.size();
            Files.delete(ballast);
            assertThat(deliver(server, "again", 700)).startsWith("250 ");
            await().atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(files(store.path("inbox"), ".MSG")).hasSize(duringFull + 1));
            for (String reply : promised) {
                String id = reply.substring(reply.indexOf('<') + 1, reply.indexOf('@'));
                Path message = store.path("inbox/a.example/sato/" + id + ".MSG");
                assertThat(Files.readString(message)).endsWith("x\r\n.\r\n");
            }
            for (String place : List.of("incoming", "holding", "temp", "dead")) {
                assertThat(files(store.path(place), "")).as(place).isEmpty();
            }
            System.out.printf("full disk: %d promised and there, %d refused with 452%n", duringFull, refused);
            server.said().stream()
                    .filter(line -> line.contains(" ERROR "))
                    .distinct()
                    .limit(10)
                    .forEach(System.out::println);
            assertThat(server.said()).noneMatch(line -> line.contains("\tat "));
            assertThat(server.stop()).isZero();
        }
    }

    /// Room for some of the short messages, and for some of the logs.
    private static void leave(Path ballast, long octets) throws IOException {
        try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - octets));
        }
    }

    private static void fill(Path ballast) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it was meant.
        }
    }

    @Test
    void refusesAStoreWhoseInboxIsAnotherVolume() throws Exception {
        Path work = room("split");
        try (TestStore _ = store(work)) {
            assertThat(Files.getFileStore(work.resolve("inbox"))).isNotEqualTo(Files.getFileStore(work));
            assertThat(refusal(work)).contains("lies on another volume");
        }
    }

    private String refusal(Path work) throws Exception {
        Process doomed = ServerProcess.doomed(work, directory);
        assertThat(doomed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(directory.resolve("doomed.txt"));
        System.out.println("exit status " + doomed.exitValue() + ", " + said.strip());
        assertThat(doomed.exitValue()).isNotZero();
        assertThat(said.lines()).hasSize(1);
        return said;
    }

    /// The script makes `.epostadm` read-only by a mount; permissions do not hold root back.
    @Test
    void refusesAStoreWhoseLockCannotBeTaken() throws Exception {
        Path work = room("locked");
        assertThat(refusal(work)).contains(work.resolve(".epostadm").toString(), "read-only");
    }
}
