package epostadm.server.control;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.store.ControlNote;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The server that runs over a store, as a command asks it. What was paused or borrowed is so until this is closed,
/// or its process ends. For one thread.
public final class MiniServerControl implements AutoCloseable {

    private static final int CONNECTING = 2_000;
    private static final int GREETING = 5_000;

    /// Longer than a pause is waited for.
    private static final int ANSWER = 90_000;

    private final Socket socket;
    private final ControlLines lines;
    private final Set<DomainName> paused = new HashSet<>();

    private MiniServerControl(Socket socket, ControlLines lines) {
        this.socket = socket;
        this.lines = lines;
    }

    /// Nothing where no server runs over the store.
    ///
    /// @param work the store's work folder
    public static Optional<MiniServerControl> of(Path work) throws IOException {
        Optional<ControlNote> note = ControlNote.read(work);
        return note.isEmpty() ? Optional.empty() : greet(note.get());
    }

    /// Whoever has the port but not the proof is a stranger who came after a server that was killed.
    private static Optional<MiniServerControl> greet(ControlNote note) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), note.port()), CONNECTING);
            socket.setSoTimeout(GREETING);
            ControlLines lines = new ControlLines(socket);
            lines.write("hello " + note.token());
            if (("ok " + note.proof()).equals(lines.read())) {
                socket.setSoTimeout(ANSWER);
                return Optional.of(new MiniServerControl(socket, lines));
            }
            socket.close();
            return Optional.empty();
        } catch (ConnectException e) {
            socket.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Whether the server answers.
    public boolean ping() throws IOException {
        return ok(new ControlRequest.Ping());
    }

    /// One line: how many connections and messages, which domains are paused.
    public String status() throws IOException {
        String answer = ask(new ControlRequest.Status());
        return answer.startsWith("ok ") ? answer.substring(3) : answer;
    }

    /// Tells it to look at the queue.
    public void queueChanged() throws IOException {
        require(new ControlRequest.QueueChanged());
    }

    /// The message is left alone until this is closed; false where it is in work, or lent to somebody else.
    public boolean lend(QueueId id) throws IOException {
        return ok(new ControlRequest.Lend(id));
    }

    /// The domain's accounts are at rest when this returns: no session, no delivery is in any mailbox of theirs,
    /// and none comes in until [#resume] or this is closed. False where somebody has not left in time.
    public boolean pause(DomainName domain) throws IOException {
        boolean resting = ok(new ControlRequest.Pause(domain));
        if (resting) {
            paused.add(domain);
        }
        return resting;
    }

    public void resume(DomainName domain) throws IOException {
        require(new ControlRequest.Resume(domain));
        paused.remove(domain);
    }

    private void require(ControlRequest request) throws IOException {
        if (!ok(request)) {
            throw new IOException("the server cannot " + request.line() + " now");
        }
    }

    private boolean ok(ControlRequest request) throws IOException {
        String answer = ask(request);
        if (answer.startsWith("error")) {
            throw new IOException(request.line() + ": the server answers: " + answer);
        }
        return answer.equals("ok");
    }

    private String ask(ControlRequest request) throws IOException {
        lines.write(request.line());
        String answer = lines.read();
        if (answer == null) {
            throw new IOException("the server has ended");
        }
        return answer;
    }

    /// The domains are at work again when this returns, so that whoever waited for us finds them so; a server that
    /// does not answer lets them in when it sees that we are gone.
    @Override
    public void close() throws IOException {
        try (Socket _ = socket) {
            socket.setSoTimeout(GREETING);
            for (DomainName domain : paused) {
                ok(new ControlRequest.Resume(domain));
            }
        } catch (IOException e) {
            // It has ended, or is too busy to answer.
        }
    }
}
