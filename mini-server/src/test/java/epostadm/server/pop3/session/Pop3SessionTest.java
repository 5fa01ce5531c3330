package epostadm.server.pop3.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.store.MailStore;
import epostadm.server.pop3.session.StoreServer.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pop3SessionTest {

    @TempDir
    private Path directory;

    private static List<String> transcript(String name) throws IOException {
        try (InputStream in = Pop3SessionTest.class.getResourceAsStream("/transcripts/pop3/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// `C:` is a line the client sends, `R:` what it sends as it is with `\r` and `\n`, `S:` a line of the server.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "transaction",
                "refusals",
                "login",
                "apop",
                "sasl",
                "capabilities",
                "switched-off",
                "shared-inbox",
                "overlap",
                "empty",
                "pipelined"
            })
    void speaksAsTheTranscriptDoes(String name) throws IOException {
        List<String> lines = transcript(name);
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect()) {
            for (String line : lines) {
                String text = line.length() > 3 ? line.substring(3) : "";
                switch (line.charAt(0)) {
                    case 'C' -> client.send(text + "\r\n");
                    case 'R' -> client.send(text.replace("\\r", "\r").replace("\\n", "\n"));
                    case 'S' -> assertThat(client.line()).isEqualTo(text);
                    default -> assertThat(line).startsWith("#");
                }
            }
            assertThat(client.line()).as("the server closes").isNull();
            assertThat("# left: " + String.join(" ", server.messages("sato"))).isEqualTo(lines.getLast());
            assertThat(server.locked("sato")).isFalse();
            assertThat(server.faults).isEmpty();
        }
    }

    @Test
    void deletesNothingWithoutQuit() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect().enter("sato")) {
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            client.endOutput();
            assertThat(client.line()).isNull();
            assertThat(server.messages("sato")).hasSize(3);
            assertThat(server.locked("sato")).isFalse();
        }
    }

    @Test
    void leavesTheIdleWithoutAWord() throws IOException {
        try (StoreServer server = new StoreServer(Settings.USUAL.idle(Duration.ofMillis(500)));
                Pop3Client client = server.connect().enter("sato")) {
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            assertThat(client.line()).isNull();
            assertThat(server.messages("sato")).hasSize(3);
        }
    }

    @Test
    void countsCommands() throws IOException {
        try (StoreServer server = new StoreServer(Settings.USUAL.commands(4));
                Pop3Client client = server.connect().enter("sato")) {
            client.send("DELE 1\r\nNOOP\r\nNOOP\r\nQUIT\r\n");
            assertThat(client.rest()).isEqualTo("+OK marked as deleted\r\n+OK\r\n-ERR too many commands\r\n");
            assertThat(server.messages("sato")).hasSize(3);
        }
    }

    @Test
    void sendsAwayWhoErrsTooOften() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect()) {
            client.send("XYZZY\r\n".repeat(40));
            assertThat(client.rest()).endsWith("-ERR unknown command\r\n-ERR too many errors\r\n");
        }
    }

    @Test
    void sendsAwayWhenTheServerStops() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect().enter("sato")) {
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            server.endSessions();
            assertThat(client.rest()).isEqualTo("-ERR [SYS/TEMP] the server is stopping\r\n");
            assertThat(server.messages("sato")).hasSize(3);
        }
    }

    @Test
    void throwsAwayWhatCameBeforeTls() throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL.certificate(directory.resolve("certificate.p12")));
                Pop3Client client = server.connect()) {
            client.line();
            assertThat(client.ask("USER sato")).startsWith("+OK");
            // The second line was put there by someone on the way, to be acted on under TLS.
            client.send("STLS\r\nUSER busy\r\n");
            assertThat(client.line()).isEqualTo("+OK begin TLS");
            client.startTls();
            assertThat(client.ask("PASS pass1234")).isEqualTo("-ERR USER comes first");
            assertThat(client.ask("STLS")).isEqualTo("-ERR TLS is active already");
            client.send("CAPA\r\nUSER sato\r\nPASS pass1234\r\nSTLS\r\nQUIT\r\n");
            assertThat(client.rest())
                    .doesNotContain("\r\nSTLS\r\n")
                    .endsWith("+OK 3 messages\r\n-ERR logged in already\r\n+OK bye\r\n");
        }
    }

    @Test
    void announcesTlsBeforeLoginAlone() throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL.certificate(directory.resolve("certificate.p12")));
                Pop3Client client = server.connect()) {
            client.send("CAPA\r\nUSER sato\r\nPASS pass1234\r\nCAPA\r\nQUIT\r\n");
            assertThat(client.rest()).containsOnlyOnce("\r\nSTLS\r\n");
        }
    }

    @Test
    void letsAnotherInWhenTheFirstHasLeft() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client first = server.connect().enter("sato")) {
            try (Pop3Client second = server.connect()) {
                second.send("USER sato\r\nPASS pass1234\r\nQUIT\r\n");
                assertThat(second.rest()).contains("-ERR [IN-USE] logon overlap\r\n");
            }
            assertThat(first.ask("QUIT")).isEqualTo("+OK bye");
            server.connect().enter("sato").close();
        }
    }

    @Test
    void deletesNothingWhereTheLockWasTakenOver() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect().enter("sato")) {
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            Files.writeString(server.root("sato").resolve("$lockfile"), "the vendor's");
            assertThat(client.ask("QUIT")).isEqualTo("-ERR [IN-USE] the maildrop was taken over, nothing was deleted");
            assertThat(server.messages("sato")).hasSize(3);
            assertThat(server.locked("sato")).isTrue();
        }
    }

    /// The clock goes an hour ahead while the client is silent: only who is dead loses the lock.
    @Test
    void keepsTheLockOfASilentClient() throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL.lockRefresh(Duration.ofMillis(10)));
                Pop3Client client = server.connect().enter("sato")) {
            Path lock = server.root("sato").resolve("$lockfile");
            server.clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
            FileTime expected = FileTime.from(server.clock.get());
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!Files.getLastModifiedTime(lock).equals(expected) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            try (Pop3Client second = server.connect()) {
                second.send("USER sato\r\nPASS pass1234\r\nQUIT\r\n");
                assertThat(second.rest()).contains("-ERR [IN-USE] logon overlap\r\n");
            }
            assertThat(client.ask("DELE 1")).startsWith("+OK");
            assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
            assertThat(server.messages("sato")).hasSize(2);
        }
    }

    @Test
    void saysWhenAMessageHasVanishedAndGoesOn() throws IOException {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect().enter("sato")) {
            Files.delete(server.root("sato").resolve("B0000000002.MSG"));
            assertThat(client.ask("RETR 2")).isEqualTo("-ERR the message is no longer there");
            assertThat(client.ask("TOP 2 1")).isEqualTo("-ERR the message is no longer there");
            assertThat(client.ask("LIST 2")).isEqualTo("+OK 2 0");
            assertThat(client.ask("STAT")).isEqualTo("+OK 3 61");
            assertThat(client.ask("DELE 2")).startsWith("+OK");
            assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
            assertThat(server.faults).isEmpty();
        }
    }

    @Test
    void saysWhenSomethingCouldNotBeDeleted() throws IOException {
        try (StoreServer server = new StoreServer(Settings.USUAL, directory);
                Pop3Client client = server.connect().enter("sato")) {
            Path second = server.root("sato").resolve("B0000000002.MSG");
            Files.delete(second);
            Files.createDirectories(second.resolve("full"));
            client.send("DELE 1\r\nDELE 2\r\nDELE 3\r\n");
            client.line();
            client.line();
            client.line();
            assertThat(client.ask("QUIT")).isEqualTo("-ERR [SYS/TEMP] some messages were not deleted");
            assertThat(server.messages("sato")).containsExactly("B0000000002.MSG");
            assertThat(server.faults).hasSize(1);
            assertThat(server.locked("sato")).isFalse();
        }
    }

    /// One after the other, small ones are read ahead; in any other order they are not.
    @Test
    void sendsTheSameMessagesInEveryOrder() throws IOException {
        try (StoreServer server = new StoreServer()) {
            for (int number = 4; number <= 30; number++) {
                int lines = number == 20 ? 5_000 : number % 7 * 200;
                server.message(
                        "sato", number, "Subject: " + number + "\r\n\r\n" + "..a line\r\n".repeat(lines) + ".\r\n");
            }
            List<String> backwards = new ArrayList<>();
            try (Pop3Client client = server.connect().enter("sato")) {
                for (int number = 30; number >= 1; number--) {
                    backwards.addFirst(retrieve(client, number));
                }
            }
            try (Pop3Client client = server.connect().enter("sato")) {
                assertThat(client.ask("STAT")).startsWith("+OK 30 ");
                for (int number = 1; number <= 30; number++) {
                    if (number == 12) {
                        assertThat(client.ask("DELE 12")).startsWith("+OK");
                        assertThat(client.ask("RETR 12")).startsWith("-ERR");
                        assertThat(client.ask("RSET")).startsWith("+OK");
                    }
                    assertThat(retrieve(client, number)).isEqualTo(backwards.get(number - 1));
                }
            }
            assertThat(server.faults).isEmpty();
        }
    }

    private static String retrieve(Pop3Client client, int number) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = client.ask("RETR " + number); !line.equals("."); line = client.line()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    @Test
    void servesNoSymbolicLinks() throws IOException {
        try (StoreServer server = new StoreServer(Settings.USUAL, directory)) {
            Path secret = Files.writeString(directory.resolve("secret"), "Subject: secret\r\n\r\n.\r\n");
            Files.createSymbolicLink(server.root("sato").resolve("B0000000004.MSG"), secret);
            try (Pop3Client client = server.connect().enter("sato")) {
                assertThat(client.ask("STAT")).startsWith("+OK 3 ");
                // Put there while the session runs.
                Path first = server.root("sato").resolve("B0000000001.MSG");
                Files.delete(first);
                Files.createSymbolicLink(first, secret);
                assertThat(client.ask("RETR 1")).isEqualTo("-ERR [SYS/TEMP] something went wrong here, try later");
                assertThat(client.ask("NOOP")).isEqualTo("+OK");
            }
        }
    }

    @Test
    void sendsWhatTheVendorEncodedAsAnAttachment() throws IOException {
        try (StoreServer server = new StoreServer()) {
            Path file = server.message("sato", 4, "");
            Files.write(file, new byte[] {(byte) 0xFF, '.', '\r', '\n', '.', '\r', '\n'});
            try (Pop3Client client = server.connect().enter("sato")) {
                String size = client.ask("LIST 4").substring("+OK 4 ".length());
                client.send("RETR 4\r\nQUIT\r\n");
                String said = client.rest();
                String text = said.substring(said.indexOf("\r\n") + 2, said.indexOf("\r\n.\r\n") + 2);
                assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(Integer.parseInt(size));
                assertThat(text).contains("Subject: [encoded message B0000000004]\r\n", "\r\n/y4NCi4NCg==\r\n");
            }
        }
    }

    /// Larger than all buffers between the two: the server waits for the client, and neither breaks off.
    @Test
    void waitsForASlowReader() throws Exception {
        String line = "0123456789".repeat(7) + "\r\n";
        try (StoreServer server = new StoreServer(Settings.USUAL, directory)) {
            server.message("sato", 4, "Subject: large\r\n\r\n" + line.repeat(200_000) + ".\r\n");
            try (Pop3Client client = server.connect()) {
                client.enter("sato");
                client.send("RETR 4\r\nNOOP\r\nQUIT\r\n");
                assertThat(client.line()).isEqualTo("+OK " + (18 + 72 * 200_000) + " octets");
                InputStream in = client.socket().getInputStream();
                assertThat(in.readNBytes(18)).startsWith("Subject".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 200_000; i += 1000) {
                    Thread.yield();
                    assertThat(new String(in.readNBytes(72_000), StandardCharsets.US_ASCII))
                            .isEqualTo(line.repeat(1000));
                }
                assertThat(client.rest()).isEqualTo(".\r\n+OK\r\n+OK bye\r\n");
            }
        }
    }

    /// Who goes away in the middle of a message leaves nothing behind.
    @Test
    void letsGoOfTheMaildropWhenTheClientBreaksOff() throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL, directory)) {
            server.message("sato", 4, "Subject: large\r\n\r\n" + "x".repeat(20_000_000) + "\r\n.\r\n");
            try (Pop3Client client = server.connect().enter("sato")) {
                client.send("DELE 1\r\nRETR 4\r\n");
                client.line();
                client.socket().setSoLinger(true, 0);
            }
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (server.locked("sato") && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(server.locked("sato")).isFalse();
            assertThat(server.messages("sato")).hasSize(4);
        }
    }

    @Test
    void endsTheSessionOfARemovedAccount() throws Exception {
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect().enter("sato")) {
            assertThat(MailStore.open(server.store.work()).domains()).hasSize(1);
            Files.writeString(server.store.path("db/a.example.idx"), "#epost-idx 1 a.example\n");
            server.clock.updateAndGet(now -> now.plusSeconds(10));
            client.send("NOOP\r\nNOOP\r\n");
            assertThat(client.rest()).isEqualTo("-ERR [SYS/PERM] the account is no longer in use\r\n");
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(100);
    }

    /// A sound session with bytes of it changed, doubled and cut: an answer to all of it, and no fault of ours.
    @ParameterizedTest
    @MethodSource("seeds")
    void survivesMalformedInput(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        StringBuilder text = new StringBuilder("CAPA\r\nUTF8\r\nAUTH PLAIN\r\n*\r\nUSER sato\r\nPASS pass1234\r\n"
                + "STAT\r\nLIST\r\nUIDL 2\r\nRETR 1\r\nTOP 3 1\r\nDELE 2\r\nRSET\r\nNOOP\r\nQUIT\r\n");
        for (int i = seeded.between(1, 12); i > 0; i--) {
            int at = seeded.between(0, text.length() - 2);
            switch (seeded.between(0, 2)) {
                case 0 -> text.setCharAt(at, seeded.oneOf(List.of('\r', '\n', '\0', '.', '*', '"', '9', 'é', ' ')));
                case 1 -> text.insert(at, seeded.awkwardText(9));
                default -> text.deleteCharAt(at);
            }
        }
        try (StoreServer server = new StoreServer();
                Pop3Client client = server.connect()) {
            client.send(text.toString());
            client.endOutput();
            try {
                assertThat(client.rest()).doesNotContain("Exception", "[SYS/TEMP]");
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            assertThat(server.faults).isEmpty();
        }
    }
}
