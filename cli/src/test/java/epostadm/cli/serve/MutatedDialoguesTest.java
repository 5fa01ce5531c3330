package epostadm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole dialogues, changed at random places, at a server that runs: whatever comes, its peers see replies and
/// never its insides, nobody is left behind, and nothing of it is a fault of ours.
@Timeout(600)
class MutatedDialoguesTest {

    private static final int DIALOGUES = Integer.getInteger("torture.dialogues", 400);
    private static final int AT_ONCE = 40;
    private static final Pattern INSIDES = Pattern.compile("Exception|\\bat (java|epostadm)\\.|\\.java:\\d");
    private static final Pattern SMTP_REPLY = Pattern.compile("[2-5]\\d\\d([ -].*)?");

    /// Base64 of NUL mutant NUL pass1234.
    private static final String PLAIN = "AG11dGFudABwYXNzMTIzNA==";

    private static final List<String> SMTP = List.of(
            "EHLO client.example\r\nMAIL FROM:<b@b.example> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<mutant@a.example>"
                    + " NOTIFY=NEVER\r\nDATA\r\nSubject: x\r\n\r\n..dot\r\nbody\r\n.\r\nQUIT\r\n",
            "EHLO client.example\r\nMAIL FROM:<b@b.example>\r\nRCPT TO:<mutant@a.example>\r\nBDAT 12\r\nSubject: x\r\n"
                    + "BDAT 8 LAST\r\n\r\nbody\r\nRSET\r\nNOOP\r\nQUIT\r\n",
            "HELO client.example\r\nVRFY mutant\r\nEXPN list\r\nHELP\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\n"
                    + "RCPT TO:<\"a b\"@a.example>\r\nDATA\r\n.\r\nQUIT\r\n");
    private static final List<String> SUBMISSION = List.of(
            "EHLO [127.0.0.1]\r\nAUTH PLAIN " + PLAIN + "\r\nMAIL FROM:<mutant@a.example> RET=HDRS ENVID=a+2Bb\r\n"
                    + "RCPT TO:<mutant@a.example> ORCPT=rfc822;m+40x NOTIFY=SUCCESS,DELAY\r\nDATA\r\nFrom: m\r\n\r\nx\r\n"
                    + ".\r\nQUIT\r\n",
            "EHLO client.example\r\nAUTH LOGIN\r\nbXV0YW50\r\ncGFzczEyMzQ=\r\nMAIL FROM:<mutant@a.example>\r\n"
                    + "RCPT TO:<mutant@a.example>\r\nBDAT 3 LAST\r\nx\r\nQUIT\r\n",
            "EHLO client.example\r\nAUTH CRAM-MD5\r\n*\r\nAUTH SCRAM-SHA-256 biwsbj1tdXRhbnQscj1hYmM=\r\nabc=\r\nQUIT\r\n");
    private static final List<String> POP3 = List.of(
            "CAPA\r\nUSER mutant\r\nPASS pass1234\r\nSTAT\r\nLIST\r\nLIST 1\r\nUIDL\r\nRETR 1\r\nTOP 1 2\r\nDELE 1\r\nRSET\r\n"
                    + "NOOP\r\nQUIT\r\n",
            "AUTH PLAIN\r\n" + PLAIN + "\r\nUIDL 1\r\nRETR 4294967296\r\nTOP 1 -1\r\nQUIT\r\n",
            "UTF8\r\nAPOP mutant 0123456789abcdef0123456789abcdef\r\nAUTH\r\nQUIT\r\n");

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    private enum Language {
        SMTP,
        SUBMISSION,
        POP3
    }

    private enum Way {
        CLEAR,
        STARTTLS,
        IMPLICIT
    }

    @Test
    void showRepliesAndLeaveNobodyBehind() throws Exception {
        TestStore store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("mutant")
                .apop("pass1234")
                .arrival("B0000000001")
                .account("other")
                .mailbox();
        String settings = """
                [login]
                pause = "5ms"
                longest-pause = "10ms"
                """;
        try (ServerProcess server = ServerProcess.start(store.work(), directory, settings)) {
            try (ExecutorService clients =
                    Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
                for (int i = 1; i <= DIALOGUES; i++) {
                    long seed = i;
                    clients.execute(() -> attack(server, seed));
                }
            }
            assertThat(wrong).isEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(server.threads(directory)
                                    .lines()
                                    .filter(line -> line.matches(".*\"(SMTP|SUBMISSION|POP3) \\d+\".*")))
                            .isEmpty());
            try (Talk pop3 = Talk.to(server.pop3())) {
                pop3.reply();
                pop3.must("USER mutant", "+OK");
                pop3.must("PASS pass1234", "+OK");
            }
            assertThat(server.said()).noneMatch(line -> line.contains(" ERROR "));
            assertThat(server.stop()).isZero();
        }
    }

    private void attack(ServerProcess server, long seed) {
        Seeded random = Seeded.of(seed);
        Language language = random.oneOf(List.of(Language.values()));
        Way way = random.oneOf(List.of(Way.values()));
        byte[] dialogue = mutated(
                random.oneOf(
                                switch (language) {
                                    case SMTP -> SMTP;
                                    case SUBMISSION -> SUBMISSION;
                                    case POP3 -> POP3;
                                })
                        .getBytes(StandardCharsets.ISO_8859_1),
                random);
        String heard = "";
        try (Talk talk = connect(server, language, way)) {
            heard = converse(talk, dialogue, random);
        } catch (SocketException reset) {
            // The server ended the session with input unread.
            return;
        } catch (IOException e) {
            wrong.add(seed + " " + language + " " + way + ": " + e);
            return;
        }
        List<String> lines = heard.lines().toList();
        boolean odd = INSIDES.matcher(heard).find()
                || language != Language.POP3
                        && lines.stream()
                                .anyMatch(line -> !SMTP_REPLY.matcher(line).matches());
        if (odd) {
            wrong.add(seed + " " + language + " " + way + ": " + heard);
        }
    }

    private static Talk connect(ServerProcess server, Language language, Way way) throws IOException {
        boolean implicit = way == Way.IMPLICIT && language != Language.SMTP;
        int port = switch (language) {
            case SMTP -> server.smtp();
            case SUBMISSION -> implicit ? server.submissions() : server.submission();
            case POP3 -> implicit ? server.pop3s() : server.pop3();
        };
        Talk talk = implicit ? Talk.tls(port) : Talk.to(port);
        if (way == Way.STARTTLS) {
            talk.reply();
            if (language == Language.POP3) {
                talk.must("STLS", "+OK");
            } else {
                talk.must("EHLO client.example", "250");
                talk.must("STARTTLS", "220");
            }
            talk.startTls();
        }
        return talk;
    }

    /// Sends all in pieces while another thread reads; then says no more, and hears the rest.
    private static String converse(Talk talk, byte[] dialogue, Seeded random) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Thread hearing = Thread.ofVirtual().start(() -> {
            try {
                talk.in().transferTo(heard);
            } catch (IOException gone) {
                // What was heard before counts.
            }
        });
        try {
            for (int at = 0; at < dialogue.length; ) {
                int end = Math.min(dialogue.length, at + random.between(1, 1 + dialogue.length));
                talk.send(Arrays.copyOfRange(dialogue, at, end));
                at = end;
            }
            if (random.chance(0.9)) {
                talk.socket().shutdownOutput();
            } else {
                talk.close();
            }
        } catch (SocketException gone) {
            // It had enough.
        }
        try {
            if (!hearing.join(Duration.ofSeconds(60))) {
                throw new IOException(
                        "the server does not end the session: " + heard.toString(StandardCharsets.ISO_8859_1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] mutated(byte[] dialogue, Seeded random) {
        List<Byte> octets = new ArrayList<>();
        for (byte octet : dialogue) {
            octets.add(octet);
        }
        for (int i = random.between(0, 6); i > 0 && !octets.isEmpty(); i--) {
            int at = random.between(0, octets.size() - 1);
            int to = Math.min(octets.size(), at + random.between(1, 20));
            switch (random.between(0, 7)) {
                case 0 -> octets.set(at, (byte) random.between(-128, 127));
                case 1 -> octets.subList(at, to).clear();
                case 2 -> octets.addAll(at, List.copyOf(octets.subList(at, to)));
                case 3 ->
                    insert(octets, at, random.oneOf(List.of("\r", "\n", "\0", "\r\n.\r\n", ".", "<", "=", "\r\n")));
                case 4 -> insert(octets, at, random.awkwardText(60));
                case 5 ->
                    insert(
                            octets,
                            at,
                            random.oneOf(List.of("x", "9", " ", "\"(")).repeat(random.between(1, 20_000)));
                case 6 -> octets.subList(at, octets.size()).clear();
                default -> insert(octets, at, Long.toString(random.between(Long.MIN_VALUE, Long.MAX_VALUE - 1)));
            }
        }
        byte[] mutated = new byte[octets.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = octets.get(i);
        }
        return mutated;
    }

    private static void insert(List<Byte> octets, int at, String text) {
        List<Byte> some = new ArrayList<>();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            some.add(octet);
        }
        octets.addAll(at, some);
    }
}
