package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while mail comes in: to a mailbox, to one that forwards, and to one that
/// answers. What it said 250 to comes once and whole, wherever it has to come; what it had not answered, at most
/// once.
@Timeout(600)
class KilledServerTest {

    private static final int MESSAGES = Integer.getInteger("torture.messages", 400);
    private static final int KILLS = Integer.getInteger("torture.kills", 3);
    private static final int SESSIONS = 10;
    private static final List<String> RECIPIENTS = List.of("plain", "forwards", "answers");
    private static final Pattern MARK = Pattern.compile("mark-(\\d+)-(\\d+)-mark");

    @TempDir
    private Path directory;

    private final Set<Integer> promised = ConcurrentHashMap.newKeySet();
    private final Set<Integer> uncertain = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final Seeded random = Seeded.of(11);
    private volatile boolean killing;

    @Test
    void keepsEveryPromiseOnce() throws Exception {
        TestStore store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sender")
                .mailbox()
                .account("friend")
                .mailbox()
                .account("plain")
                .mailbox()
                .account("forwards")
                .file("ims.ctl", "[AutoForward]\nForwardTo=friend@a.example\n")
                .account("answers")
                .file("ims.ctl", "[AutoReply]\nEchoMessage=1\n")
                .file("autoreply.txt", "I am away.\n");
        ServerProcess server = ServerProcess.start(store.work(), directory, "");
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = MESSAGES * kill / (KILLS + 1) + random.between(0, 40);
                killing = false;
                List<Thread> sessions = sessions(server.smtp());
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> promised.size() >= until);
                LockSupport.parkNanos(random.between(0L, 20_000_000L));
                killing = true;
                server.kill();
                for (Thread session : sessions) {
                    session.join();
                }
                wholeOnly(store.path("inbox/a.example"));
                server = ServerProcess.start(store.work(), directory, "");
                if (random.chance(0.5)) {
                    // In the middle of what it takes up again.
                    LockSupport.parkNanos(random.between(0L, 200_000_000L));
                    server.kill();
                    server = ServerProcess.start(store.work(), directory, "");
                }
            }
            killing = false;
            for (Thread session : sessions(server.smtp())) {
                session.join();
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(queued(store.work())).isEmpty());
        } finally {
            server.stop();
        }
        check(store);
        assertThat(server.said()).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
    }

    private List<Thread> sessions(int port) {
        return Stream.generate(() -> Thread.ofVirtual().start(() -> send(port)))
                .limit(SESSIONS)
                .toList();
    }

    /// Sends messages until there are enough or the server is gone.
    private void send(int port) {
        int number = -1;
        try (Talk smtp = Talk.to(port)) {
            smtp.reply();
            smtp.must("EHLO client.example", "250");
            while (promised.size() < MESSAGES && !killing) {
                number = next.getAndIncrement();
                String recipient = recipient(number);
                smtp.must("MAIL FROM:<sender@a.example>", "250");
                smtp.must("RCPT TO:<" + recipient + "@a.example>", "250");
                smtp.must("DATA", "354");
                smtp.send(message(number) + ".");
                uncertain.add(number);
                smtp.must("", "250");
                promised.add(number);
                uncertain.remove(number);
            }
        } catch (IOException gone) {
            if (!killing) {
                throw new IllegalStateException("message " + number, gone);
            }
        }
    }

    private static String recipient(int number) {
        return RECIPIENTS.get(number % RECIPIENTS.size());
    }

    private static String message(int number) {
        StringBuilder text = new StringBuilder("From: <sender@a.example>\r\nTo: <%s@a.example>\r\nSubject: %d\r\n\r\n"
                .formatted(recipient(number), number));
        int lines = 1 + (number * 7919) % (number % 50 == 0 ? 3000 : 60);
        for (int line = 0; line < lines; line++) {
            text.append("mark-").append(number).append('-').append(line).append("-mark\r\n");
        }
        return text.toString();
    }

    /// At no moment does a mailbox show half a message.
    private static void wholeOnly(Path roots) throws IOException {
        for (Path message : messages(roots)) {
            whole(message);
        }
    }

    /// The number of the message that is in a file, whole.
    private static int whole(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher mark = MARK.matcher(text);
        assertThat(mark.find()).as(file.toString()).isTrue();
        int number = Integer.parseInt(mark.group(1));
        if (file.getFileName().toString().endsWith("-Y.MSG")) {
            assertThat(text).as(file.toString()).contains("I am away.").endsWith("\r\n.\r\n");
            assertThat(text).contains(message(number).substring(message(number).indexOf("\r\n\r\n") + 4));
        } else {
            assertThat(text).as(file.toString()).endsWith(message(number) + ".\r\n");
        }
        return number;
    }

    private static List<Path> messages(Path roots) throws IOException {
        try (Stream<Path> files = Files.walk(roots)) {
            return files.filter(file -> file.toString().endsWith(".MSG")).toList();
        }
    }

    /// What is in the queue, or was left half there.
    private static List<Path> queued(Path work) throws IOException {
        List<Path> queued = new ArrayList<>();
        for (String name : List.of("incoming", "holding", "temp", "domains", "dead")) {
            Path place = work.resolve(name);
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    files.filter(file -> !file.endsWith("Domain.mri"))
                            .filter(Files::isRegularFile)
                            .forEach(queued::add);
                } catch (java.io.UncheckedIOException moved) {
                    if (!(moved.getCause() instanceof NoSuchFileException)) {
                        throw moved;
                    }
                    queued.add(place);
                }
            }
        }
        return queued;
    }

    private void check(TestStore store) throws IOException {
        Path roots = store.path("inbox/a.example");
        Map<String, Map<Integer, Integer>> arrived = new TreeMap<>();
        for (Path file : messages(roots)) {
            String box = roots.relativize(file).getName(0).toString();
            arrived.computeIfAbsent(box, _ -> new TreeMap<>()).merge(whole(file), 1, Integer::sum);
        }
        int unpromised = 0;
        for (int number = 0; number < next.get(); number++) {
            boolean promise = promised.contains(number);
            int times = times(arrived, recipient(number), number);
            assertThat(times)
                    .as("message " + number)
                    .isBetween(promise ? 1 : 0, uncertain.contains(number) ? 1 : promise ? 1 : 0);
            unpromised += promise ? 0 : times;
            assertThat(times(arrived, "friend", number))
                    .as("forwarded " + number)
                    .isEqualTo(recipient(number).equals("forwards") ? times : 0);
            assertThat(times(arrived, "sender", number))
                    .as("answered " + number)
                    .isEqualTo(recipient(number).equals("answers") ? times : 0);
        }
        assertThat(promised.size()).isGreaterThanOrEqualTo(MESSAGES);
        System.out.printf(
                "%d messages promised and there, %d cut off at their end, of which %d are there%n",
                promised.size(), uncertain.size(), unpromised);
        try (Stream<Path> files = Files.walk(store.work())) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".tmp")))
                    .isEmpty();
        }
    }

    private static int times(Map<String, Map<Integer, Integer>> arrived, String box, int number) {
        return arrived.getOrDefault(box, Map.of()).getOrDefault(number, 0);
    }
}
