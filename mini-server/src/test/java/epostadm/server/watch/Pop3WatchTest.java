package epostadm.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.pop3.Pop3Parser;
import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pop3WatchTest {

    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");

    @TempDir
    private Path work;

    private Kept kept;
    private Pop3Watch watch;

    @BeforeEach
    void open() {
        kept = new Kept(work);
        watch = new Pop3Watch(kept.logs, kept.metrics);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    @ParameterizedTest
    @CsvSource({
        "USER tanaka, USER tanaka",
        "pass top secret, PASS ****",
        "APOP tanaka 0123456789abcdef0123456789abcdef, APOP tanaka ****",
        "AUTH PLAIN AHRhbmFrYQBzZWNyZXQ=, AUTH PLAIN ****",
        "AUTH CRAM-MD5, AUTH CRAM-MD5",
        "list, LIST",
        "LIST 3, LIST 3",
        "UIDL 4, UIDL 4",
        "RETR 7, RETR 7",
        "TOP 1 20, TOP 1 20",
        "DELE 2, DELE 2",
        "STAT, STAT",
        "QUIT, QUIT"
    })
    void showsCommandsWithoutSecrets(String said, String logged) throws Exception {
        assertThat(Pop3Watch.text(Pop3Parser.parse(said.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(logged);
    }

    @Test
    void linesAreOfTheVendorsForm() throws IOException {
        watch.connected(PEER);
        watch.commanded("", PEER, new Pop3Command.Pass("secret"));
        watch.answered("", PEER, Pop3Refusal.WRONG_LOGIN.reply());
        watch.loggedIn("tanaka", PEER);
        watch.commanded("tanaka", PEER, new Pop3Command.Retr(7));
        watch.answered("tanaka", PEER, new Pop3Reply.Ok("7 octets"));
        watch.closed("tanaka", PEER);
        assertThat(kept.lines(LogName.POP3LOG))
                .containsExactly(
                        Kept.AT + " - from 192.0.2.1 connect",
                        Kept.AT + " - from 192.0.2.1 PASS ****",
                        Kept.AT + " - from 192.0.2.1 -ERR [AUTH] wrong name or password",
                        Kept.AT + " tanaka from 192.0.2.1 login",
                        Kept.AT + " tanaka from 192.0.2.1 RETR 7",
                        Kept.AT + " tanaka from 192.0.2.1 close");
        assertThat(kept.counted())
                .containsExactly(
                        "epostadm_connections_total{service=\"pop3\"} 1",
                        "epostadm_commands_total{service=\"pop3\",command=\"pass\"} 1",
                        "epostadm_commands_total{service=\"pop3\",command=\"retr\"} 1",
                        "epostadm_refused_total{service=\"pop3\",reason=\"login\"} 1",
                        "epostadm_logins_total{service=\"pop3\",result=\"success\"} 1",
                        "epostadm_logins_total{service=\"pop3\",result=\"failure\"} 1");
    }
}
