package epostadm.server.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSessionTest {

    private static MemoryServer server(ListenerKind kind) throws IOException {
        return new MemoryServer(kind, Duration.ofSeconds(20), Optional.empty());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static List<String> transcript(String name) throws IOException {
        try (InputStream in = SmtpSessionTest.class.getResourceAsStream("/transcripts/smtp/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// `C:` is a line the client sends, `R:` what it sends as it is with `\r` and `\n`, `S:` a line of the server.
    @ParameterizedTest
    @ValueSource(strings = {"receive", "refusals", "chunks", "smuggling", "submission", "lmtp"})
    void speaksAsTheTranscriptDoes(String name) throws IOException {
        List<String> lines = transcript(name);
        String kind = lines.getFirst().substring("# listener: ".length());
        int taken = Integer.parseInt(lines.getLast().substring("# taken: ".length()));
        try (MemoryServer server = server(ListenerKind.valueOf(kind));
                Socket socket = server.connect()) {
            BufferedReader in = reader(socket);
            for (String line : lines) {
                String text = line.length() > 3 ? line.substring(3) : "";
                switch (line.charAt(0)) {
                    case 'C' -> send(socket, text + "\r\n");
                    case 'R' -> send(socket, text.replace("\\r", "\r").replace("\\n", "\n"));
                    case 'S' -> assertThat(in.readLine()).isEqualTo(text);
                    default -> assertThat(line).startsWith("#");
                }
            }
            assertThat(in.readLine()).as("the server closes").isNull();
            assertThat(server.taken).hasSize(taken);
            assertThat(server.faults).isEmpty();
        }
    }

    private static MemoryServer.Taken sent(ListenerKind kind, String dialogue) throws IOException {
        try (MemoryServer server = server(kind);
                Socket socket = server.connect()) {
            send(socket, dialogue.replace("\n", "\r\n"));
            reader(socket).lines().forEach(line -> assertThat(line).isNotEmpty());
            assertThat(server.taken).hasSize(1);
            return server.taken.getFirst();
        }
    }

    @Test
    void tracesWhereAMessageCameFrom() throws IOException {
        var taken = sent(
                ListenerKind.SMTP, "EHLO pc\nMAIL FROM:<s@c.jp>\nRCPT TO:<a@b.jp>\nDATA\nSubject: x\n\n..x\n.\nQUIT\n");
        assertThat(taken.wire())
                .isEqualTo("Received: from pc ([127.0.0.1])\r\n"
                        + "\tby mx.example.jp with ESMTP id <B0000000001@mx.example.jp>\r\n"
                        + "\tfor <a@b.jp>; Thu, 1 Jan 1970 00:00:00 +0000\r\n"
                        + "Subject: x\r\n\r\n..x\r\n.\r\n");
    }

    @Test
    void addsDateAndMessageIdOnSubmission() throws IOException {
        var taken = sent(
                ListenerKind.SUBMISSION,
                "EHLO pc\nAUTH PLAIN AGEAc2VjcmV0\nMAIL FROM:<a@b.jp>\nRCPT TO:<a@b.jp>\nDATA\nSubject: x\n\nb\n.\nQUIT\n");
        assertThat(taken.wire())
                .contains(" with ESMTPA id ")
                .endsWith("Subject: x\r\nDate: Thu, 1 Jan 1970 00:00:00 +0000\r\n"
                        + "Message-ID: <B0000000001.0@mx.example.jp>\r\n\r\nb\r\n.\r\n");
        assertThat(taken.envelope().client().account()).contains("a@b.jp");
    }

    @Test
    void answersForAMessageThatIsSafeThoughTheLogFails() throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            send(socket, "EHLO pc\r\nMAIL FROM:<break-the-log@c.jp>\r\nRCPT TO:<a@b.jp>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n");
            assertThat(reader(socket).lines())
                    .contains("250 2.6.0 <B0000000001@mx.example.jp> Message accepted")
                    .last()
                    .asString()
                    .startsWith("221 ");
            assertThat(server.taken).hasSize(1);
            assertThat(server.faults).hasSize(1);
        }
    }

    @Test
    void stuffsTheDotsOfChunks() throws IOException {
        var taken = sent(
                ListenerKind.SMTP, "EHLO pc\nMAIL FROM:<s@c.jp>\nRCPT TO:<a@b.jp>\nBDAT 5\n.a\n.BDAT 1 LAST\nbQUIT\n");
        assertThat(taken.wire()).endsWith("+0000\r\n..a\r\n..b\r\n.\r\n");
    }

    @Test
    void refusesByCountWhatWasNotDeclared() throws IOException {
        assertThat(answerTo("x\r\n".repeat(700))).isEqualTo("552 5.3.4 Message size exceeds fixed limit");
    }

    @Test
    void refusesWhatWentRoundTooOften() throws IOException {
        assertThat(answerTo("Received: x\r\n".repeat(101) + "\r\n")).isEqualTo("554 5.4.6 Too many hops");
    }

    private static String answerTo(String content) throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            send(socket, "HELO pc\r\nMAIL FROM:<s@c.jp>\r\nRCPT TO:<a@b.jp>\r\nDATA\r\n" + content + ".\r\nQUIT\r\n");
            List<String> lines = reader(socket).lines().toList();
            assertThat(server.taken).isEmpty();
            return lines.get(5);
        }
    }

    /// RFC 4954 section 4: AUTH alone may be that long.
    @Test
    void readsLongInitialResponsesAndNoOtherLongLines() throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            String base64 = "A".repeat(12_000);
            send(socket, "EHLO pc\r\nAUTH PLAIN " + base64 + "\r\nNOOP " + base64 + "\r\nQUIT\r\n");
            List<String> lines = reader(socket).lines().toList();
            assertThat(lines.subList(lines.size() - 3, lines.size()))
                    .containsExactly(
                            "501 5.5.2 Cannot decode response",
                            "500 5.5.2 Line too long",
                            "221 2.0.0 mx.example.jp closing connection");
        }
    }

    @Test
    void sendsTheIdleAway() throws IOException {
        try (MemoryServer server = new MemoryServer(ListenerKind.SMTP, Duration.ofMillis(100), Optional.empty());
                Socket socket = server.connect()) {
            BufferedReader in = reader(socket);
            in.readLine();
            assertThat(in.readLine()).isEqualTo("421 4.4.2 mx.example.jp Timeout, closing connection");
            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    void sendsAwayWhoErrsTooOften() throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            send(socket, "XYZZY\r\n".repeat(20));
            assertThat(reader(socket).lines().toList().getLast())
                    .isEqualTo("421 4.7.0 mx.example.jp Too many errors, closing connection");
        }
    }

    @Test
    void sendsAwayWhoTriesOutWhoIsHere() throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            long began = System.nanoTime();
            String tries = "RCPT TO:<unknown@b.jp>\r\n".repeat(11);
            send(socket, "EHLO pc\r\n" + "XYZZY\r\n".repeat(9) + "MAIL FROM:<s@c.jp>\r\n" + tries);
            List<String> replies = reader(socket).lines().toList();
            assertThat(replies.getLast()).isEqualTo("421 4.7.0 mx.example.jp Too many errors, closing connection");
            assertThat(replies)
                    .filteredOn(reply -> reply.startsWith("550 5.1.1"))
                    .hasSize(11);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void forgivesErrorsForAMessage() throws IOException {
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            String tries = "RCPT TO:<unknown@b.jp>\r\n".repeat(10);
            String round = "MAIL FROM:<s@c.jp>\r\nRCPT TO:<a@b.jp>\r\n" + tries + "DATA\r\nx\r\n.\r\n";
            send(socket, "EHLO pc\r\n" + round.repeat(3) + "QUIT\r\n");
            assertThat(reader(socket).lines().toList().getLast()).startsWith("221 ");
            assertThat(server.taken).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ListenerKind.class,
            names = {"SUBMISSION", "LMTP"})
    void countsNoMistypedAddresses(ListenerKind kind) throws IOException {
        try (MemoryServer server = server(kind);
                Socket socket = server.connect()) {
            String hello = kind == ListenerKind.LMTP ? "LHLO pc\r\n" : "EHLO pc\r\nAUTH PLAIN AGEAc2VjcmV0\r\n";
            send(socket, hello + "MAIL FROM:<a@b.jp>\r\n" + "RCPT TO:<unknown@b.jp>\r\n".repeat(30) + "QUIT\r\n");
            assertThat(reader(socket).lines().toList().getLast()).startsWith("221 ");
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
        StringBuilder text = new StringBuilder(
                "EHLO pc\r\nMAIL FROM:<s@c.jp> SIZE=20\r\nRCPT TO:<a@b.jp>\r\nDATA\r\n"
                        + "Subject: x\r\n\r\n..x\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.jp>\r\nBDAT 3 LAST\r\nabcAUTH PLAIN\r\n*\r\n");
        for (int i = seeded.between(1, 12); i > 0; i--) {
            int at = seeded.between(0, text.length() - 2);
            switch (seeded.between(0, 2)) {
                case 0 -> text.setCharAt(at, seeded.oneOf(List.of('\r', '\n', '\0', '.', '<', '"', '9', 'é', ' ')));
                case 1 -> text.insert(at, seeded.awkwardText(9));
                default -> text.deleteCharAt(at);
            }
        }
        try (MemoryServer server = server(ListenerKind.SMTP);
                Socket socket = server.connect()) {
            send(socket, text.toString());
            socket.shutdownOutput();
            try {
                for (String line : reader(socket).lines().toList()) {
                    assertThat(line).matches("[2345]\\d\\d[ -].*").doesNotContain("Exception");
                }
            } catch (UncheckedIOException reset) {
                assertThat(reset.getCause()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            }
            assertThat(server.faults).isEmpty();
        }
    }
}
