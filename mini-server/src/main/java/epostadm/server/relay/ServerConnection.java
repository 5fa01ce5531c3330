package epostadm.server.relay;

import epostadm.server.smtp.ReplyParser;
import epostadm.server.smtp.SmtpReply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection to another server: sends lines, reads replies, each within its time.
final class ServerConnection implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    /// For the goodbye of TLS.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Deadlines deadlines;
    private final Socket plain;
    private volatile Socket socket;
    private volatile long deadline;
    private volatile boolean limited;
    private volatile boolean late;
    private InputStream in;
    private OutputStream out;

    private ServerConnection(Socket socket, Deadlines deadlines) throws IOException {
        this.plain = socket;
        this.socket = socket;
        this.deadlines = deadlines;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), BLOCK);
    }

    static ServerConnection open(InetSocketAddress address, Duration within, Deadlines deadlines) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(within.toMillis()));
            ServerConnection connection = new ServerConnection(socket, deadlines);
            deadlines.watch(connection);
            return connection;
        } catch (IOException | RuntimeException e) {
            try (socket) {
                throw e;
            }
        }
    }

    boolean secure() {
        return socket instanceof SSLSocket;
    }

    void line(String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends what was written and waits for a reply, all within the time.
    SmtpReply reply(Duration within) throws IOException {
        begin(within);
        try {
            out.flush();
            ReplyParser parser = new ReplyParser();
            while (true) {
                Optional<SmtpReply> reply = parser.take(line());
                if (reply.isPresent()) {
                    return reply.get();
                }
            }
        } catch (IOException e) {
            throw late ? new SocketTimeoutException("no answer within " + within.toSeconds() + " s") : e;
        } finally {
            limited = false;
        }
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("connection closed");
            }
            if (line.size() == ReplyParser.LONGEST_LINE) {
                throw new IOException("a reply's line is longer than " + ReplyParser.LONGEST_LINE + " octets");
            }
            line.write(octet);
        }
        byte[] octets = line.toByteArray();
        boolean carriageReturn = octets.length > 0 && octets[octets.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(octets, octets.length - 1) : octets;
    }

    /// The way for a message's content; each block has to be taken within the time.
    OutputStream content(Duration perBlock) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                begin(perBlock);
                try {
                    out.write(octets, offset, length);
                } catch (IOException e) {
                    throw late ? new SocketTimeoutException("content was not taken") : e;
                } finally {
                    limited = false;
                }
            }
        };
    }

    private void begin(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        limited = true;
    }

    /// For the watch.
    void closeIfLate() {
        if (limited && System.nanoTime() - deadline > 0) {
            late = true;
            cut();
        }
    }

    /// Whatever waits for the other server fails. TLS would wait for a write that is under way with its goodbye,
    /// and so for a server that reads nothing.
    void cut() {
        try {
            plain.close();
        } catch (IOException e) {
            return; // It is no worse than open.
        }
    }

    /// Turns to TLS. Nothing that was sent in clear behind the reply is believed (RFC 3207 section 4.2).
    void startTls(SSLContext tls, String host, boolean verified, Duration within) throws IOException {
        if (in.available() > 0) {
            throw new IOException("something was sent in clear behind the reply to STARTTLS");
        }
        begin(within);
        try {
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            if (host.matches(".*[a-zA-Z].*") && host.indexOf(':') < 0) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            if (verified) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
            in = new BufferedInputStream(secured.getInputStream());
            out = new BufferedOutputStream(secured.getOutputStream(), BLOCK);
        } catch (IllegalArgumentException e) {
            throw new IOException(host + ": no name for TLS", e);
        } finally {
            limited = false;
        }
    }

    @Override
    public void close() {
        begin(FAREWELL);
        try {
            socket.close();
        } catch (IOException e) {
            return; // It ends in any case.
        } finally {
            deadlines.leave(this);
            cut();
        }
    }
}
