package epostadm.cli.serve;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client that says lines and hears replies, of SMTP or POP3, in clear or under TLS. Trusts any certificate.
final class Talk implements AutoCloseable {

    static final String LOOPBACK = "127.0.0.1";

    private static final int PATIENCE = 60_000;
    private static final SSLContext TLS = trusting();

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private Talk(Socket socket) throws IOException {
        use(socket);
    }

    /// Connects, and hears no greeting yet.
    static Talk to(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(LOOPBACK, port), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        return new Talk(socket);
    }

    static Talk tls(int port) throws IOException {
        Talk talk = to(port);
        talk.startTls();
        return talk;
    }

    private void use(Socket given) throws IOException {
        socket = given;
        in = new BufferedInputStream(given.getInputStream(), 1 << 13);
        out = new BufferedOutputStream(given.getOutputStream(), 1 << 13);
    }

    Talk startTls() throws IOException {
        use(TLS.getSocketFactory().createSocket(socket, LOOPBACK, socket.getPort(), true));
        return this;
    }

    void patience(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /// A line without its end.
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("after " + line.toString(StandardCharsets.ISO_8859_1));
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /// A reply of SMTP, of which the last line is given, or the first line of one of POP3.
    String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-' && Character.isDigit(line.charAt(0))) {
            line = line();
        }
        return line;
    }

    String say(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /// Says a line whose reply has to begin so.
    String must(String line, String start) throws IOException {
        String reply = say(line);
        if (!reply.startsWith(start)) {
            throw new IOException(line + ": " + reply);
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
