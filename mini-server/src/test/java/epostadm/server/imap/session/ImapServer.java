package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.config.MailboxConfig;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.search.order.SortMemory;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Real sessions on a loopback socket, over a store on a real disk that is written as the test wants it.
public final class ImapServer implements ImapEvents, AutoCloseable {

    /// Where the days of the server begin and end.
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    public final TestStore store;

    /// What the server has logged as its own fault.
    public final List<Exception> faults = new CopyOnWriteArrayList<>();

    /// What an administrator was told.
    public final List<String> troubles = new CopyOnWriteArrayList<>();

    public final AtomicReference<Instant> clock = new AtomicReference<>(TestStore.NOW);
    private final FileWork files = new FileWork();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<ClientConnection> connections = new CopyOnWriteArrayList<>();
    private final Phaser sessions = new Phaser(1);
    private final Limits limits =
            new Limits(100, 100, 4096, 500, 40, 3, 1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(1));
    private final LiveStore folders;
    private final MessageContents contents;
    private final ImapService service;

    private ImapServer(TestStore store) throws IOException {
        this.store = store;
        this.folders = LiveStore.open(store::open, clock::get, troubles::add);
        this.contents = MessageContents.open(store.open());
        this.service = new ImapService(
                LoginRoom.of(desk(), files),
                files,
                folders,
                contents,
                new SortMemory(),
                false,
                limits,
                MailboxConfig.standard(),
                this,
                clock::get,
                ZONE);
        Thread.ofVirtual().start(this::accept);
    }

    /// What is to be served.
    @FunctionalInterface
    public interface Filling {
        /// @param store with the domain `a.example`
        void fill(TestStore store) throws IOException;
    }

    /// @param directory of a real disk
    public static ImapServer over(Path directory, Filling filling) throws IOException {
        TestStore store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example");
        filling.fill(store);
        return new ImapServer(store);
    }

    private LoginDesk desk() {
        AccountWatch accounts = new AccountWatch(store.open(), clock::get, faults::add);
        SecureRandom random = new SecureRandom();
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
        sessions.register();
        try (ClientConnection connection = new ClientConnection(socket, null, limits)) {
            connections.add(connection);
            new ImapSession(service, connection).run();
        } catch (IOException gone) {
            // The client left.
        } catch (RuntimeException fault) {
            faults.add(fault);
        } finally {
            sessions.arriveAndDeregister();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public ImapClient connect() throws IOException {
        return new ImapClient(port());
    }

    public ImapClient login(String account) throws IOException {
        return connect().login(account);
    }

    /// A client that has selected that folder.
    public ImapClient select(String account, String folder) throws IOException {
        ImapClient client = login(account);
        client.untagged("SELECT " + folder);
        return client;
    }

    /// The mailbox root of an account of `a.example`.
    public Path root(String account) {
        return store.path("inbox/a.example/" + account);
    }

    /// The directory of a folder of an account of `a.example`.
    public Path folder(String account, String name) {
        Path directory = root(account);
        for (String each : FolderName.parse(name).orElseThrow().directoryNames(Edition.BSD)) {
            directory = directory.resolve(each);
        }
        return directory;
    }

    /// The names of a folder's message files, sorted.
    public List<String> files(String account, String folder) throws IOException {
        try (Stream<Path> files = Files.list(folder(account, folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".MSG"))
                    .sorted()
                    .toList();
        }
    }

    /// Puts a numbered message, octet for octet, into a folder that is there.
    public Path put(String account, String folder, String fileName, byte[] octets) throws IOException {
        return Files.write(folder(account, folder).resolve(fileName), octets);
    }

    /// Looks for what has changed on the disk, as a server does twice a second.
    public void lookAround() {
        folders.lookAround();
    }

    public void endSessions() throws IOException {
        for (ClientConnection connection : connections) {
            connection.end();
        }
    }

    @Override
    public void commanded(String user, InetAddress peer, ImapCommand command) {}

    @Override
    public void failed(String user, InetAddress peer, Exception fault) {
        faults.add(fault);
    }

    /// Ends, and begins anew over the same store.
    public ImapServer again() throws IOException {
        end();
        return new ImapServer(store);
    }

    @Override
    public void close() throws IOException {
        end();
        store.close();
    }

    private void end() throws IOException {
        listener.close();
        for (ClientConnection connection : connections) {
            connection.cutOff();
        }
        sessions.awaitAdvance(sessions.arrive());
        files.close();
        contents.close();
        folders.close();
    }
}
