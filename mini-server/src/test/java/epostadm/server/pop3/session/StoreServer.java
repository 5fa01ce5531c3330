package epostadm.server.pop3.session;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.KnownMessages;
import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pop3.Pop3Command;
import epostadm.server.tls.Certificates;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/// Real sessions on a loopback socket, over a store with an account for each case.
final class StoreServer implements SessionEvents, AutoCloseable {

    /// The timestamp of every greeting.
    static final String TIMESTAMP = "<42.42@mx.example.jp>";

    final TestStore store;
    final List<Exception> faults = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> clock = new AtomicReference<>(TestStore.NOW);
    private final FileWork files = new FileWork();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<ClientConnection> connections = new CopyOnWriteArrayList<>();
    private final SSLContext tls;
    private final Limits limits;
    private final Pop3Service service;

    /// How a server is to be other than most.
    ///
    /// @param certificate where to make one; TLS is not offered without
    record Settings(Duration idle, Duration stall, int commands, Duration lockRefresh, Path certificate) {

        static final Settings USUAL =
                new Settings(Duration.ofSeconds(30), Duration.ofMinutes(1), 500, Duration.ofMinutes(1), null);

        Settings idle(Duration time) {
            return new Settings(time, stall, commands, lockRefresh, certificate);
        }

        Settings commands(int number) {
            return new Settings(idle, stall, number, lockRefresh, certificate);
        }

        Settings lockRefresh(Duration time) {
            return new Settings(idle, stall, commands, time, certificate);
        }

        Settings certificate(Path file) {
            return new Settings(idle, stall, commands, lockRefresh, file);
        }
    }

    StoreServer() throws IOException {
        this(Settings.USUAL, TestStore.store(Edition.BSD));
    }

    StoreServer(Settings settings) throws IOException {
        this(settings, TestStore.store(Edition.BSD));
    }

    /// @param directory for a store on a real disk
    StoreServer(Settings settings, Path directory) throws IOException {
        this(settings, TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN));
    }

    private StoreServer(Settings settings, TestStore store) throws IOException {
        this.store = store;
        fill();
        limits = new Limits(100, 100, 4096, settings.commands(), 40, 3, 2000, settings.idle(), settings.stall());
        boolean secure = settings.certificate() != null;
        tls = secure
                ? Certificates.selfMade(settings.certificate(), "mx.example.jp").context()
                : null;
        KnownMessages known = new KnownMessages(1000);
        service = new Pop3Service(
                LoginRoom.of(desk(), files), files, known, secure, limits, settings.lockRefresh(), this, clock::get);
        Thread.ofVirtual().start(this::accept);
    }

    private void fill() throws IOException {
        store.domain("a.example").account("sato").arrival("B0000000001");
        message("sato", 2, "Subject: dots\r\n\r\n..one\r\n...two\r\nthree\r\n.\r\n");
        message("sato", 3, "Subject: bare\n\n.x\nlast");
        store.account("off").arrival("B0000000001").file("$offpop3", "");
        store.account("inbox").arrival("B0000000001").file("$sharepop3", "");
        store.mail("INBOX", TestMessage.uid(3), TestMessage.uid(12).flags("100000"));
        store.account("busy").arrival("B0000000001").file("$lockfile", "the vendor's");
        Files.setLastModifiedTime(root("busy").resolve("$lockfile"), FileTime.from(TestStore.NOW));
        store.account("empty").account("apop").apop("secret");
    }

    /// Puts a message into an account's root, later than those with lower numbers.
    Path message(String account, int number, String content) throws IOException {
        Path file = root(account).resolve(String.format("B%010d.MSG", number));
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(
                file, FileTime.from(TestStore.NOW.minus(Duration.ofDays(1)).plusSeconds(number)));
        return file;
    }

    Path root(String account) {
        return store.path("inbox/a.example/" + account);
    }

    /// The names of an account's messages, sorted.
    List<String> messages(String account) {
        return store.names("inbox/a.example/" + account).stream()
                .filter(name -> name.endsWith(".MSG"))
                .toList();
    }

    boolean locked(String account) {
        return Files.exists(root(account).resolve("$lockfile"));
    }

    /// A desk whose challenges are always the same.
    private LoginDesk desk() {
        AccountWatch accounts = new AccountWatch(store.open(), clock::get, faults::add);
        SecureRandom random = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public long nextLong() {
                return 84;
            }
        };
        Throttle throttle = new Throttle(Throttle.Rules.DEFAULT, clock::get, _ -> true);
        return new LoginDesk(new Logins(accounts, new byte[32], random), throttle, clock::get, random, "mx.example.jp");
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (ClientConnection connection = new ClientConnection(socket, tls, limits)) {
            connections.add(connection);
            new Pop3Session(service, connection).run();
        } catch (IOException gone) {
            // The client left.
        } catch (RuntimeException fault) {
            faults.add(fault);
        }
    }

    void endSessions() throws IOException {
        for (ClientConnection connection : connections) {
            connection.end();
        }
    }

    Pop3Client connect() throws IOException {
        return new Pop3Client(port());
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void commanded(String user, InetAddress peer, Pop3Command command) {}

    @Override
    public void failed(String user, InetAddress peer, Exception fault) {
        faults.add(fault);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        files.close();
        store.close();
    }
}
