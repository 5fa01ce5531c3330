package epostadm.server.pop3.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pop3SessionTest {

    private static final SessionEvents SILENT = new SessionEvents() {
        @Override
        public void commanded(String user, InetAddress peer, Pop3Command command) {}

        @Override
        public void failed(String user, InetAddress peer, Exception fault) {
            throw new AssertionError(fault);
        }
    };

    @TempDir
    private Path directory;

    @Test
    void fetchesAndDeletesAtQuit() throws Exception {
        try (TestStore store = store()) {
            String said =
                    talk(store, "USER sato\r\nPASS pass1234\r\nSTAT\r\nUIDL\r\nRETR 1\r\nDELE 1\r\nRETR 1\r\nQUIT\r\n");
            assertThat(said)
                    .isEqualTo("+OK epostadm POP3 ready\r\n+OK password, please\r\n+OK 1 messages\r\n+OK 1 34\r\n"
                            + "+OK\r\n1 B0000000001\r\n.\r\n"
                            + "+OK 34 octets\r\nSubject: B0000000001\r\n\r\nArrived.\r\n.\r\n"
                            + "+OK marked as deleted\r\n-ERR the message is marked as deleted\r\n+OK bye\r\n");
            assertThat(Files.exists(message(store))).isFalse();
        }
    }

    @Test
    void showsTheTop() throws Exception {
        try (TestStore store = store()) {
            store.file("B0000000001.MSG", "a: b\r\n\r\n..1\r\n2\r\n.\r\n");
            String said = talk(store, "USER sato\r\nPASS pass1234\r\nTOP 1 0\r\nTOP 1 1\r\nQUIT\r\n");
            assertThat(said).contains("+OK\r\na: b\r\n\r\n.\r\n+OK\r\na: b\r\n\r\n..1\r\n.\r\n+OK bye");
        }
    }

    @Test
    void deletesNothingWithoutQuit() throws Exception {
        try (TestStore store = store()) {
            talk(store, "USER sato\r\nPASS pass1234\r\nDELE 1\r\n");
            assertThat(Files.exists(message(store))).isTrue();
            assertThat(Files.exists(message(store).resolveSibling("$lockfile"))).isFalse();
        }
    }

    @Test
    void answersWrongPasswordAndUnknownUserAlike() throws Exception {
        try (TestStore store = store()) {
            String wrong = talk(store, "USER sato\r\nPASS x\r\nQUIT\r\n");
            assertThat(wrong).contains("-ERR [AUTH] ").isEqualTo(talk(store, "USER nobody\r\nPASS x\r\nQUIT\r\n"));
        }
    }

    @Test
    void letsInByPlain() throws Exception {
        try (TestStore store = store()) {
            String said = talk(store, "AUTH PLAIN\r\n" + base64("\0sato\0pass1234") + "\r\nSTAT\r\nQUIT\r\n");
            assertThat(said).contains("ready\r\n+ \r\n+OK 1 messages\r\n+OK 1 34\r\n");
            assertThat(talk(store, "AUTH PLAIN " + base64("\0sato\0wrong") + "\r\nSTAT\r\nQUIT\r\n"))
                    .contains("ready\r\n-ERR [AUTH] wrong name or password\r\n-ERR log in first\r\n");
        }
    }

    @Test
    void announcesTheMechanismsAndRefusesOthers() throws Exception {
        try (TestStore store = store()) {
            assertThat(talk(store, "CAPA\r\nAUTH GSSAPI\r\nAUTH LOGIN\r\n*\r\nQUIT\r\n"))
                    .contains("SASL SCRAM-SHA-256 CRAM-MD5 PLAIN LOGIN\r\n")
                    .contains("-ERR unknown mechanism\r\n+ VXNlcm5hbWU6\r\n-ERR cancelled\r\n");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static LoginDesk desk(TestStore store) {
        AccountWatch accounts = new AccountWatch(store.open(), InstantSource.system(), trouble -> {
            throw new AssertionError(trouble);
        });
        Throttle throttle =
                new Throttle(Throttle.Rules.DEFAULT, InstantSource.system(), InetAddress::isLoopbackAddress);
        SecureRandom random = new SecureRandom();
        return new LoginDesk(
                new Logins(accounts, new byte[32], random), throttle, InstantSource.system(), random, "mail.example");
    }

    private TestStore store() {
        return TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .arrival("B0000000001");
    }

    private static Path message(TestStore store) {
        return store.work().resolve("inbox/a.example/sato/B0000000001.MSG");
    }

    private static String talk(TestStore store, String commands) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            client.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            try (FileWork files = new FileWork();
                    ClientConnection connection =
                            new ClientConnection(listener.accept(), SSLContext.getDefault(), Limits.standard())) {
                Pop3Service service = Pop3Service.of(
                        LoginRoom.of(desk(store), files), false, Limits.standard(), SILENT, InstantSource.system());
                new Pop3Session(service, connection).run();
            }
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst(" <[0-9.]+@mail.example>", "");
        }
    }
}
