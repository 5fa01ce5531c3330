package epostadm.server.probe;

import epostadm.server.lookup.TimeLimit;
import epostadm.server.smtp.ReplyParser;
import epostadm.server.smtp.SmtpReply;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A connection to a mail server, until the time of the whole check is over. For one thread.
final class Conversation implements AutoCloseable {

    /// Whatever is shown is looked at, not believed.
    private static final X509TrustManager ONLOOKER = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private final TimeLimit limit;
    private Socket socket;

    private Conversation(Socket socket, TimeLimit limit) {
        this.socket = socket;
        this.limit = limit;
    }

    static Conversation open(InetSocketAddress address, Duration within, TimeLimit limit) throws IOException {
        Socket socket = new Socket();
        try {
            Duration left = limit.left();
            socket.connect(
                    address, Math.max(1, Math.toIntExact((left.compareTo(within) < 0 ? left : within).toMillis())));
            return new Conversation(socket, limit);
        } catch (IOException e) {
            try (socket) {
                throw e;
            }
        }
    }

    SmtpReply ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    SmtpReply reply() throws IOException {
        ReplyParser parser = new ReplyParser();
        while (true) {
            Optional<SmtpReply> reply = parser.take(line());
            if (reply.isPresent()) {
                return reply.get();
            }
        }
    }

    /// Octet by octet, so that nothing is read that belongs to TLS.
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        InputStream in = socket.getInputStream();
        for (int octet = read(in); octet != '\n'; octet = read(in)) {
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

    private int read(InputStream in) throws IOException {
        setTime();
        return in.read();
    }

    private void setTime() throws IOException {
        int left = Math.toIntExact(limit.left().toMillis());
        if (left == 0) {
            throw new SocketTimeoutException("no time left");
        }
        socket.setSoTimeout(left);
    }

    /// Turns to TLS and returns what the server showed of itself.
    SeenCertificate startTls(String host) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {ONLOOKER}, null);
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            secured.setSSLParameters(parameters);
            setTime();
            secured.startHandshake();
            socket = secured;
            return new SeenCertificate(Arrays.stream(secured.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(host + ": " + e.getMessage(), e);
        }
    }

    /// The version that was agreed on.
    String protocol() {
        return socket instanceof SSLSocket secured ? secured.getSession().getProtocol() : "";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            return; // It ends in any case.
        }
    }
}
