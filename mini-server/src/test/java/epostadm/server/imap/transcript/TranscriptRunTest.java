package epostadm.server.imap.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// That the player fails where a server is wrong: a server that says what it is told to, whatever is asked.
@Timeout(30)
class TranscriptRunTest {

    @TempDir
    private Path directory;

    /// @param answers one for each line of the client, `TAG` in place of its tag
    private void play(String transcript, String... answers) throws IOException {
        Path file = Files.writeString(directory.resolve("transcript"), "state: nonauth\n\n" + transcript);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(listener, List.of(answers)));
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            assertThat(new TranscriptRun(address, "sato", "secret", Transcript.read(file)).play())
                    .isEmpty();
        }
    }

    private static void serve(ServerSocket listener, List<String> answers) {
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            out.write("* OK ready\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (String answer : answers) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                String tag = line.split(" ")[0];
                out.write(answer.replace("TAG", tag).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException gone) {
            // The player has seen enough.
        }
    }

    @Test
    void passesWhereAllIsSaid() throws IOException {
        play(
                "fetch 1 uid\n* 1 fetch (uid $u)\n! * 1 expunge\nok\nok [copyuid 1 $u 2] copy 1 x\n? $u < 10\n",
                "* 2 EXISTS\r\n* 1 FETCH (UID 9)\r\nTAG OK done\r\n",
                "TAG OK [COPYUID 1 9 2] done\r\n");
    }

    @Test
    void failsWhereAnAnswerIsMissing() {
        assertThatThrownBy(() -> play("fetch 1 uid\n* 1 fetch (uid 1)\nok\n", "* 1 FETCH (UID 9)\r\nTAG OK done\r\n"))
                .isInstanceOf(TranscriptFailure.class)
                .hasMessageContaining("transcript:5: ok")
                .hasMessageContaining("not told: * 1 fetch (uid 1)")
                .hasMessageContaining("* 1 FETCH (UID 9)");
    }

    @Test
    void failsWhereAForbiddenAnswerComes() {
        assertThatThrownBy(() -> play("noop\n! * $ expunge\nok\n", "* 1 EXPUNGE\r\nTAG OK done\r\n"))
                .hasMessageContaining("should not be told: * 1 EXPUNGE");
        assertThatThrownBy(() -> play("noop\n* $!noextra\nok\n", "* 1 EXISTS\r\nTAG OK done\r\n"))
                .hasMessageContaining("more than expected");
    }

    @Test
    void failsAtAnotherEnd() {
        assertThatThrownBy(() -> play("no noop\n", "TAG OK done\r\n")).hasMessageContaining("expected no, got");
        assertThatThrownBy(() -> play("ok [alert] noop\n", "TAG OK done\r\n"))
                .hasMessageContaining("expected ok [alert]");
        assertThatThrownBy(() -> play("ok noop\n", "x OK done\r\n")).hasMessageContaining("got x OK");
        assertThatThrownBy(() -> play("ok noop\n", "* BYE gone\r\n")).hasMessageContaining("the server closed");
        assertThatThrownBy(() -> play("ok noop\n", "TAG OK done\n")).hasMessageContaining("LF without CR");
    }

    @Test
    void failsInAnotherOrder() {
        String reverse = "* 2 EXISTS\r\n* 1 RECENT\r\nTAG OK done\r\n";
        assertThatThrownBy(() -> play("noop\n* $!ordered\n* 1 recent\n* 2 exists\nok\n", reverse))
                .hasMessageContaining("not told: * 2 exists");
    }

    @Test
    void countsWhatIsExpungedInAnyOrder() throws IOException {
        String transcript = "expunge\n* expunged 2,4:5\nok\n";
        play(transcript, "* 2 EXPUNGE\r\n* 3 EXPUNGE\r\n* 3 EXPUNGE\r\nTAG OK done\r\n");
        play(transcript, "* 5 EXPUNGE\r\n* 4 EXPUNGE\r\n* 2 EXPUNGE\r\nTAG OK done\r\n");
        assertThatThrownBy(() -> play(transcript, "* 2 EXPUNGE\r\n* 4 EXPUNGE\r\n* 5 EXPUNGE\r\nTAG OK done\r\n"))
                .hasMessageContaining("not told: * expunged 2,4:5");
    }

    @Test
    void waitsWithinACommand() throws IOException {
        play("idle\n+\n* 3 exists\n> DONE\nok\n", "+ idling\r\n* 3 EXISTS\r\n", "a1 OK done\r\n");
    }

    @Test
    void comparesNumbers() {
        assertThatThrownBy(() -> play("? 10 < 9\n")).hasMessageContaining("not so: 10 < 9");
    }
}
