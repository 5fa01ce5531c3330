package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that hold on to a server by being slow, silent or many: they are cut off in time, and nobody else
/// notices.
@Timeout(120)
class StubbornClientsTest {

    private static final int PER_ADDRESS = 60;
    private static final int LONG = 20 << 20;
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final String SETTINGS = """
            [limits]
            connections-per-address = %d
            message = "1MB"
            idle = "3s"
            stall = "2s"
            """.formatted(PER_ADDRESS);

    @TempDir
    private static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void serve() throws IOException {
        TestStore store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("other")
                .arrival("B0000000001")
                .account("slow")
                .file("B0000000002.MSG", "Subject: long\r\n\r\n" + "0123456789 line\r\n".repeat(LONG / 17) + ".\r\n");
        server = ServerProcess.start(store.work(), directory, SETTINGS);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        assertThat(server.stop()).isZero();
    }

    @AfterEach
    void nobodyElseNotices() throws IOException {
        assertThat(server.said()).noneMatch(line -> line.contains(" ERROR "));
    }

    private static Talk login(String account, boolean tls) throws IOException {
        Talk pop3 = tls ? Talk.tls(server.pop3s()) : Talk.to(server.pop3());
        pop3.reply();
        pop3.must("USER " + account, "+OK");
        pop3.must("PASS pass1234", "+OK");
        return pop3;
    }

    private static boolean admitted(String account) throws IOException {
        try (Talk pop3 = Talk.to(server.pop3())) {
            pop3.reply();
            pop3.must("USER " + account, "+OK");
            return pop3.say("PASS pass1234").startsWith("+OK");
        }
    }

    private static void othersAreServed() throws IOException {
        long begun = System.nanoTime();
        try (Talk pop3 = login("other", false)) {
            pop3.must("RETR 1", "+OK");
        }
        try (Talk smtp = Talk.to(server.smtp())) {
            smtp.reply();
            deliver(smtp, "x");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(QUICK);
    }

    private static void deliver(Talk smtp, String body) throws IOException {
        smtp.must("EHLO client.example", "250");
        smtp.must("MAIL FROM:<b@b.example>", "250");
        smtp.must("RCPT TO:<other@a.example>", "250");
        smtp.must("DATA", "354");
        smtp.must("Subject: x\r\n\r\n" + body + "\r\n.", "250");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutsOffWhoDoesNotReadAndFreesTheMaildrop(boolean tls) throws Exception {
        try (Talk slow = login("slow", tls)) {
            slow.must("RETR 1", "+OK");
            assertThat(admitted("slow")).isFalse();
            Thread reading = Thread.ofVirtual().start(() -> read(slow));
            othersAreServed();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> admitted("slow"));
            reading.interrupt();
            reading.join();
        }
        // Who looks after such clients has survived this one, or the next would stay.
        try (Talk again = login("slow", false)) {
            again.must("RETR 1", "+OK");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> admitted("slow"));
        }
    }

    /// A kilobyte a second.
    private static void read(Talk slow) {
        byte[] some = new byte[1024];
        try {
            while (slow.in().read(some) >= 0) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void waitsForASlowSenderAndServesOthers() throws Exception {
        try (Talk slow = Talk.to(server.smtp())) {
            slow.reply();
            slow.must("EHLO client.example", "250");
            slow.must("MAIL FROM:<b@b.example>", "250");
            slow.must("RCPT TO:<other@a.example>", "250");
            slow.must("DATA", "354");
            for (char octet : "S: x\r\n\r\n".toCharArray()) {
                slow.send(String.valueOf(octet));
                TimeUnit.MILLISECONDS.sleep(500);
            }
            othersAreServed();
            slow.must(".", "250");
        }
    }

    @Test
    void leavesWhoIsSilentInTheMiddleOfAMessage() throws Exception {
        try (Talk silent = Talk.to(server.smtp())) {
            silent.reply();
            silent.must("EHLO client.example", "250");
            silent.must("MAIL FROM:<b@b.example>", "250");
            silent.must("RCPT TO:<other@a.example>", "250");
            silent.must("DATA", "354");
            silent.send("Subject: never ends");
            assertThat(silent.reply()).startsWith("421 ");
            assertThat(silent.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void leavesWhoBeginsAHandshakeAndIsSilent() throws Exception {
        List<Talk> halves = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Talk half = Talk.to(server.smtp());
            half.reply();
            half.must("EHLO client.example", "250");
            half.must("STARTTLS", "220");
            half.send("\u0016\u0003\u0001\u0002\u0000\u0001");
            halves.add(half);
        }
        othersAreServed();
        for (Talk half : halves) {
            try (half) {
                half.patience(10_000);
                while (half.in().read() >= 0) {
                    // An alert may come first.
                }
            }
        }
    }

    @Test
    void letsInSoManyFromOneAddress() throws Exception {
        List<Talk> talks = new ArrayList<>();
        int greeted = 0;
        int refused = 0;
        try {
            for (int i = 0; i < 3 * PER_ADDRESS; i++) {
                Talk talk = Talk.to(i % 2 == 0 ? server.smtp() : server.pop3());
                talks.add(talk);
                String greeting = talk.reply();
                greeted += greeting.matches("(220 |\\+OK ).*") ? 1 : 0;
                refused += greeting.matches("(421 4.3.2 |-ERR \\[SYS/TEMP\\] ).*") ? 1 : 0;
            }
        } finally {
            for (Talk talk : talks) {
                talk.close();
            }
        }
        assertThat(greeted + refused).isEqualTo(3 * PER_ADDRESS);
        assertThat(greeted).isBetween(PER_ADDRESS - 5, PER_ADDRESS + 60);
        assertThat(refused).isPositive();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(StubbornClientsTest::othersAreServed);
    }

    @Test
    void refusesTooLongAMessageAtOnceAndByCount() throws Exception {
        try (Talk smtp = Talk.to(server.smtp())) {
            smtp.reply();
            smtp.must("EHLO client.example", "250");
            assertThat(smtp.say("MAIL FROM:<b@b.example> SIZE=1073741824")).startsWith("552 5.3.4 ");
            smtp.must("MAIL FROM:<b@b.example>", "250");
            smtp.must("RCPT TO:<other@a.example>", "250");
            smtp.must("DATA", "354");
            smtp.send("Subject: long\r\n\r\n");
            byte[] line = ("x".repeat(998) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int i = 0; i < 5000; i++) {
                smtp.out().write(line);
            }
            assertThat(smtp.say(".")).startsWith("552 5.3.4 ");
            smtp.must("NOOP", "250");
        }
    }

    @Test
    void isTheOnlyOneOverItsStore() throws Exception {
        Process second = ServerProcess.doomed(directory.resolve("mail"), directory);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(11);
        assertThat(Files.readString(directory.resolve("doomed.txt")))
                .contains("serve")
                .doesNotContain("Exception");
        othersAreServed();
    }

    @Test
    void endsWithinItsCommandsHoweverManyComeAtOnce() throws Exception {
        try (Talk smtp = Talk.to(server.smtp())) {
            String flood = "NOOP\r\n".repeat(50_000);
            Thread.ofVirtual().start(() -> {
                try {
                    while (!smtp.socket().isClosed()) {
                        smtp.send(flood);
                    }
                } catch (IOException gone) {
                    // As it should be.
                }
            });
            othersAreServed();
            String last = "";
            try {
                for (String line = smtp.line(); !line.startsWith("421 "); line = smtp.line()) {
                    last = line;
                }
            } catch (SocketException reset) {
                // It closed with commands unread.
            }
            assertThat(last).startsWith("2");
        }
    }
}
