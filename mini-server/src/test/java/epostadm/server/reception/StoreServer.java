package epostadm.server.reception;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.intake.QueueEnvelopes;
import epostadm.server.intake.QueueIntake;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.ListenerKind;
import epostadm.server.smtp.session.SmtpEvents;
import epostadm.server.smtp.session.SmtpService;
import epostadm.server.smtp.session.SmtpSession;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// Real sessions on a loopback socket over a store and its queue.
final class StoreServer implements SmtpEvents, AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    final List<QueuedMessage> queued = new CopyOnWriteArrayList<>();
    final List<Exception> faults = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final FileWork files = new FileWork();
    private final Spool spool;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    StoreServer(TestStore test, ListenerKind kind, long sizeLimit) throws IOException {
        MailStore store = test.open();
        InstantSource now = clock::get;
        spool = Spool.open(store.work(), store.edition(), now, "test");
        AccountWatch accounts = new AccountWatch(store, now, faults::add);
        SecureRandom random = new SecureRandom();
        LoginDesk desk = new LoginDesk(
                new Logins(accounts, new byte[32], random),
                new Throttle(Throttle.Rules.DEFAULT, now, _ -> true),
                now,
                random,
                "mx.example");
        SmtpService service = new SmtpService(
                kind,
                "mx.example",
                false,
                Limits.standard(),
                new StoreReception(accounts, files, sizeLimit, now),
                new QueueIntake(spool, files, QueueEnvelopes.of("mx.example", accounts), queued::add),
                LoginRoom.of(desk, files),
                this,
                now);
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    Thread.ofVirtual().start(() -> serve(service, socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(SmtpService service, Socket socket) {
        try (ClientConnection connection = new ClientConnection(socket, null, service.limits())) {
            new SmtpSession(service, connection).run();
        } catch (IOException gone) {
            // The client left.
        } catch (RuntimeException fault) {
            faults.add(fault);
        }
    }

    /// Sends all lines at once, and QUIT; answers the last line of each reply, without that to QUIT.
    List<String> say(String... lines) throws IOException {
        try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            socket.setSoTimeout(20_000);
            String text = String.join("\r\n", lines) + "\r\nQUIT\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> replies = new ArrayList<>(in.lines()
                    .filter(line -> line.length() < 4 || line.charAt(3) == ' ')
                    .toList());
            replies.removeLast();
            return replies;
        }
    }

    @Override
    public void connected(Client client) {}

    @Override
    public void heard(Client client, String line) {}

    @Override
    public void answered(Client client, SmtpReply reply) {}

    @Override
    public void accepted(String id, Envelope envelope, long octets) {}

    @Override
    public void fault(Client client, Exception fault) {
        faults.add(fault);
    }

    @Override
    public void closed(Client client) {}

    @Override
    public void close() throws IOException {
        listener.close();
        files.close();
        spool.close();
    }

    /// The wire form of AUTH PLAIN.
    static String auth(String name, String password) {
        return "AUTH PLAIN "
                + java.util.Base64.getEncoder()
                        .encodeToString(("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> refusalIn(List<String> replies) {
        return replies.stream()
                .filter(reply -> reply.startsWith("4") || reply.startsWith("5"))
                .findFirst();
    }
}
