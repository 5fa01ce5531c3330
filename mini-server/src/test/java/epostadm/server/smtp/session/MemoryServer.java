package epostadm.server.smtp.session;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.StorageFullException;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.authentication.LoginRoom;
import epostadm.server.login.LoginDesk;
import epostadm.server.login.Logins;
import epostadm.server.login.Throttle;
import epostadm.server.pause.DomainPauses;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// Real sessions on a loopback socket, over messages in memory.
final class MemoryServer implements Reception, MessageSink.Source, SmtpEvents, AutoCloseable {

    record Taken(Envelope envelope, String wire) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<Exception> faults = new CopyOnWriteArrayList<>();
    private final FileWork files = new FileWork();
    private final TestStore store =
            TestStore.store(Edition.BSD).domain("b.jp").account("a").apop("secret");
    private final AtomicInteger ids = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    MemoryServer(ListenerKind kind, Duration idle, Optional<SSLContext> tls) throws IOException {
        Limits limits = new Limits(100, 100, 4096, 200, 20, 3, 2000, idle, Duration.ofMinutes(1));
        SmtpService service = new SmtpService(
                kind, "mx.example.jp", tls.isPresent(), limits, this, this, logins(), this, () -> Instant.EPOCH);
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    Thread.ofVirtual().start(() -> serve(service, socket, tls, limits));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(SmtpService service, Socket socket, Optional<SSLContext> tls, Limits limits) {
        try (ClientConnection connection = new ClientConnection(socket, tls.orElse(null), limits)) {
            new SmtpSession(service, connection).run();
        } catch (IOException gone) {
            // The client left.
        } catch (RuntimeException fault) {
            faults.add(fault);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public Verdict sender(Client client, ReversePath from, MailParameters parameters) {
        return from.toString().startsWith("banned")
                ? new Verdict.Refused(SmtpReply.of(550, "5.7.1", "Go away"))
                : new Verdict.Accepted();
    }

    @Override
    public Verdict recipient(Envelope soFar, ForwardPath to) {
        String address = to.toString();
        if (address.startsWith("unknown")) {
            return new Verdict.Refused(Replies.userUnknown(to));
        }
        if (address.startsWith("full")) {
            return new Verdict.Refused(Replies.mailboxFull());
        }
        boolean outside = address.contains("@") && !address.endsWith("@b.jp");
        return outside && soFar.client().account().isEmpty()
                ? new Verdict.Refused(Replies.noRelaying(to))
                : new Verdict.Accepted();
    }

    /// One account, `a@b.jp`, whose password is `secret`.
    private LoginRoom logins() {
        AccountWatch accounts = new AccountWatch(store.open(), InstantSource.fixed(Instant.EPOCH), faults::add);
        Throttle throttle = new Throttle(Throttle.Rules.DEFAULT, InstantSource.fixed(Instant.EPOCH), _ -> true);
        SecureRandom random = new SecureRandom();
        LoginDesk desk = new LoginDesk(
                new Logins(accounts, new byte[32], random),
                throttle,
                InstantSource.fixed(Instant.EPOCH),
                random,
                "mx.example.jp");
        return new LoginRoom(desk, files, Set.of(SaslMechanism.PLAIN), false, new DomainPauses());
    }

    @Override
    public MessageSink open(Envelope envelope) {
        String id = String.format("B%010d", ids.incrementAndGet());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new MessageSink() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                bytes.write(octets, offset, length);
                if (bytes.toString(StandardCharsets.ISO_8859_1).contains("FILL-THE-DISK")) {
                    throw new StorageFullException(new IOException("No space left on device"));
                }
            }

            @Override
            public void commit() {
                taken.add(new Taken(envelope, bytes.toString(StandardCharsets.ISO_8859_1)));
            }

            @Override
            public void abort() {
                bytes.reset();
            }
        };
    }

    @Override
    public void connected(Client client) {}

    @Override
    public void heard(Client client, String line) {}

    @Override
    public void answered(Client client, SmtpReply reply) {}

    @Override
    public void accepted(String id, Envelope envelope, long octets) {
        if (envelope.from().toString().startsWith("break-the-log@")) {
            throw new IllegalStateException("no line");
        }
    }

    @Override
    public void fault(Client client, Exception fault) {
        if (!(fault instanceof StorageFullException)) {
            faults.add(fault);
        }
    }

    @Override
    public void closed(Client client) {}

    @Override
    public void close() throws IOException {
        listener.close();
        files.close();
        store.close();
    }
}
