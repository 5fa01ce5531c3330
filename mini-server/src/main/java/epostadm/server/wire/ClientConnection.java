package epostadm.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One client's connection: reads lines and octets, gathers what is sent until [#flush()], and turns to TLS.
///
/// One session uses it, from one virtual thread; only [#cutOff()], [#end()] and [#stalled(long)] may come from
/// elsewhere. A read waits no longer than the idle time that was given, then throws a
/// [java.net.SocketTimeoutException].
public final class ClientConnection implements AutoCloseable {

    /// Idle connections are many, so both buffers begin small, and the one for sending grows and shrinks.
    private static final int INPUT = 1024;

    private static final int OUTPUT = 512;
    /// How long a client may be silent in the middle of a handshake, in milliseconds.
    private static final int HANDSHAKE = 30_000;

    /// How much of the end of a line that is too long is kept: a literal's announcement fits.
    private static final int TAIL = 32;

    private static final int LARGEST_OUTPUT = 1 << 16;

    private final SSLContext tls;
    private final InetAddress peer;
    private byte[] input = new byte[INPUT];

    private final Socket plain;
    private volatile Socket socket;
    private volatile boolean ending;
    private volatile boolean waitsForLine;
    private volatile long writingSince;
    private InputStream in;
    private OutputStream out;
    private int position;
    private int limit;
    private byte[] output = new byte[OUTPUT];
    private int pending;
    private Optional<Compression> compression = Optional.empty();

    /// A connection in clear, which can turn to `tls` later.
    public ClientConnection(Socket socket, SSLContext tls, Limits limits) throws IOException {
        this.plain = socket;
        this.socket = socket;
        this.tls = tls;
        this.peer = ((InetSocketAddress) socket.getRemoteSocketAddress()).getAddress();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public InetAddress peer() {
        return peer;
    }

    /// Whether nobody on the way can read along: TLS.
    public boolean secure() {
        return socket instanceof SSLSocket;
    }

    /// Whether clear-text passwords are safe here: under TLS, or within this machine.
    public boolean confidential() {
        return secure() || peer.isLoopbackAddress();
    }

    /// The next line, up to `longest` octets with its CRLF; [Line.Closed] also where the connection [is to
    /// end][#end()].
    public Line line(int longest) throws IOException {
        waitsForLine = true;
        try {
            return nextLine(longest);
        } finally {
            waitsForLine = false;
        }
    }

    private Line nextLine(int longest) throws IOException {
        byte[] line = new byte[Math.min(longest, 128)];
        Tail tail = new Tail();
        int length = 0;
        boolean tooLong = false;
        boolean bareCr = false;
        boolean afterCr = false;
        while (true) {
            if (position == limit && (ending || !fill())) {
                return new Line.Closed();
            }
            byte octet = input[position++];
            if (octet == '\n') {
                if (tooLong) {
                    return new Line.TooLong(
                            latin1(line, 0, TAIL), last(latin1(line, length - TAIL, length) + tail.latin1(afterCr)));
                }
                return afterCr && !bareCr
                        ? new Line.Whole(Arrays.copyOf(line, length - 1))
                        : new Line.Odd(latin1(line, 0, afterCr ? length - 1 : length));
            }
            bareCr |= afterCr;
            afterCr = octet == '\r';
            if (length == longest - 1) {
                tooLong = true;
                tail.take(octet);
            } else {
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(length * 2, longest));
                }
                line[length++] = octet;
            }
        }
    }

    private static String latin1(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String last(String text) {
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    /// The last octets of what is too long to keep.
    private static final class Tail {
        private final byte[] ring = new byte[TAIL + 1];
        private int taken;

        void take(byte octet) {
            ring[taken++ % ring.length] = octet;
            if (taken == 2 * ring.length) {
                taken -= ring.length;
            }
        }

        /// @param crLast whether the last is a CR that belongs to the end of the line
        String latin1(boolean crLast) {
            StringBuilder text = new StringBuilder();
            for (int at = Math.max(0, taken - ring.length); at < (crLast ? taken - 1 : taken); at++) {
                text.append((char) (ring[at % ring.length] & 0xFF));
            }
            return text.toString();
        }
    }

    /// Some octets, at least one; -1 where the client is gone.
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (position == limit) {
            return in.read(into, offset, length);
        }
        int ready = Math.min(length, limit - position);
        System.arraycopy(input, position, into, offset, ready);
        position += ready;
        return ready;
    }

    /// Gives back what of a block that was read belongs to the next command.
    public void unread(byte[] block, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, block.length);
        byte[] whole = Arrays.copyOf(Arrays.copyOfRange(block, offset, offset + length), length + limit - position);
        System.arraycopy(input, position, whole, length, limit - position);
        input = whole;
        position = 0;
        limit = whole.length;
    }

    /// Whether the client has sent more already: with pipelining, the answer to this command can wait for the next
    /// (RFC 2920 section 3.2).
    public boolean inputWaits() {
        return position < limit;
    }

    /// Waits a little for the client to go on; true as soon as [#line(int)] has something to return, be it the end.
    public boolean goesOn(Duration patience) throws IOException {
        if (position < limit || ending) {
            return true;
        }
        Socket current = socket;
        int idle = current.getSoTimeout();
        long most = patience.toMillis();
        if (idle > 0 && idle <= most) {
            return false;
        }
        current.setSoTimeout(Math.toIntExact(most));
        waitsForLine = true;
        try {
            fill();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            waitsForLine = false;
            current.setSoTimeout(idle);
        }
    }

    private boolean fill() throws IOException {
        if (input.length != INPUT) {
            input = new byte[INPUT];
        }
        // Where reading fails, for instance for want of time, what was read before must not come again.
        position = 0;
        limit = 0;
        limit = Math.max(in.read(input), 0);
        return limit > 0;
    }

    /// Takes octets to send; they leave at [#flush()] or when the buffer is full.
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (length > LARGEST_OUTPUT - pending) {
            send();
        }
        if (length >= LARGEST_OUTPUT) {
            send(octets, offset, length);
            return;
        }
        if (length > output.length - pending) {
            output = Arrays.copyOf(output, Math.min(LARGEST_OUTPUT, Math.max(output.length * 2, pending + length)));
        }
        System.arraycopy(octets, offset, output, pending, length);
        pending += length;
    }

    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /// Takes text to send, in UTF-8.
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The way into this connection as a stream; to close it only flushes.
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                ClientConnection.this.write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                ClientConnection.this.write(octets, offset, length);
            }

            @Override
            public void flush() throws IOException {
                ClientConnection.this.flush();
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /// Sends all that was gathered, in one write where it fits.
    public void flush() throws IOException {
        send();
        if (output.length > OUTPUT) {
            output = new byte[OUTPUT];
        }
    }

    private void send() throws IOException {
        send(output, 0, pending);
        pending = 0;
    }

    private void send(byte[] octets, int offset, int length) throws IOException {
        for (int from = offset; from < offset + length; from += LARGEST_OUTPUT) {
            writingSince = System.nanoTime() | 1;
            try {
                out.write(octets, from, Math.min(LARGEST_OUTPUT, offset + length - from));
                if (compression.isPresent()) {
                    out.flush();
                }
            } finally {
                writingSince = 0;
            }
        }
    }

    /// Whether a write has waited for the client for longer than `nanoseconds`: such a client is to be closed.
    boolean stalled(long nanoseconds) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > nanoseconds;
    }

    /// Turns to TLS, as the server. What the client sent in clear behind its request is thrown away: nobody may put
    /// commands in front of a protected session (RFC 3207 section 4.2 and the STARTTLS injection of 2011).
    public void startTls() throws IOException {
        flush();
        position = 0;
        limit = 0;
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        int idle = plain.getSoTimeout();
        plain.setSoTimeout(Math.min(idle, HANDSHAKE));
        // However slowly it comes, octet by octet, the whole must be there before a write would have stalled.
        writingSince = System.nanoTime() | 1;
        try {
            secured.startHandshake();
        } finally {
            writingSince = 0;
        }
        secured.setSoTimeout(idle);
        socket = secured;
        in = secured.getInputStream();
        out = secured.getOutputStream();
    }

    /// Compresses what goes either way from now on: RFC 4978. To be called when the answer that allows it has been
    /// flushed and nothing more has come in.
    public void startCompression() {
        Compression started = new Compression();
        in = started.in(in);
        out = started.out(out);
        compression = Optional.of(started);
    }

    public boolean compressed() {
        return compression.isPresent();
    }

    /// Waits differently from now on.
    public void idle(long time, TimeUnit unit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(unit.toMillis(time)));
    }

    /// Asks the session to end: it hears nothing more, but can still say goodbye. A message that is on its way in
    /// comes to its end first.
    public void end() throws IOException {
        ending = true;
        if (waitsForLine && !plain.isClosed()) {
            plain.shutdownInput();
        }
    }

    /// Whether the server wants the session to end, and not the client.
    public boolean ending() {
        return ending;
    }

    /// Ends the connection whatever its session does: a read or write that waits fails. Nothing is said, not even
    /// the end of TLS, which would wait behind a write that waits for the client.
    public void cutOff() throws IOException {
        plain.close();
    }

    /// Ends the connection, from the session's own thread.
    @Override
    public void close() throws IOException {
        // TLS says its end, which may wait for the client as other writes do.
        writingSince = System.nanoTime() | 1;
        try {
            socket.close();
        } finally {
            writingSince = 0;
            compression.ifPresent(Compression::close);
            plain.close();
        }
    }
}
