package epostadm.server.smtp.session;

import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// Real sessions on a loopback socket, over messages in memory.
final class MemoryServer implements Reception, Authentication, MessageSink.Source, SmtpEvents, AutoCloseable {

    record Taken(Envelope envelope, String wire) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<Exception> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    MemoryServer(ListenerKind kind, Duration idle, Optional<SSLContext> tls) throws IOException {
        Limits limits = new Limits(100, 100, 4096, 200, 20, 3, 2000, idle, Duration.ofMinutes(1));
        SmtpService service = new SmtpService(
                kind, "mx.example.jp", tls.isPresent(), limits, this, this, this, this, () -> Instant.EPOCH);
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

    @Override
    public List<String> mechanisms(boolean confidential) {
        return List.of("PLAIN");
    }

    @Override
    public Exchange begin(String mechanism, InetAddress peer) {
        return new Exchange() {
            @Override
            public Step begin(Optional<String> initial) {
                return initial.isEmpty() ? new Step.Challenge("") : next(initial.get());
            }

            @Override
            public Step next(String line) {
                if (line.equals("*")) {
                    return new Step.Refused(Replies.authenticationCancelled());
                }
                String said = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
                return said.endsWith("\0a\0secret")
                        ? new Step.Success("a@b.jp")
                        : new Step.Refused(Replies.authenticationFailed());
            }
        };
    }

    @Override
    public MessageSink open(Envelope unused) {
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
            public void commit(Envelope envelope) {
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
    public void accepted(String id, Envelope envelope) {}

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
    }
}
