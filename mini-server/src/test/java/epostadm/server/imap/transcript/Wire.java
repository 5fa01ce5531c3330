package epostadm.server.imap.transcript;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A connection that sends what it is told and reads whole answers, in clear, under TLS or compressed.
final class Wire implements AutoCloseable {

    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d+)}$");

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Wire(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        open();
    }

    private void open() throws IOException {
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void send(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// @return empty where the server has closed
    Optional<Answer> read(int millis) throws IOException {
        socket.setSoTimeout(millis);
        StringBuilder raw = new StringBuilder();
        while (true) {
            int begin = raw.length();
            if (!line(raw)) {
                if (raw.isEmpty()) {
                    return Optional.empty();
                }
                throw new IOException("closed in the middle of: " + Answer.readable(raw.toString()));
            }
            Matcher literal = LITERAL.matcher(raw.substring(begin));
            if (!literal.find()) {
                return Optional.of(answer(raw.toString()));
            }
            byte[] content = in.readNBytes(Integer.parseInt(literal.group(1)));
            raw.append("\r\n").append(new String(content, StandardCharsets.ISO_8859_1));
        }
    }

    private boolean line(StringBuilder raw) throws IOException {
        for (int octet = octet(); octet >= 0; octet = octet()) {
            if (octet == '\r') {
                if (in.read() != '\n') {
                    throw new IOException("CR without LF after: " + raw);
                }
                return true;
            } else if (octet == '\n') {
                throw new IOException("LF without CR after: " + raw);
            }
            raw.append((char) octet);
        }
        return false;
    }

    private static Answer answer(String raw) {
        int space = raw.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not an answer: " + raw);
        }
        String tag = raw.substring(0, space);
        String rest = raw.substring(space + 1);
        return new Answer(tag, tag.equals("+") ? List.of(new Value.Text(rest)) : ValueParser.answer(rest), raw);
    }

    private int octet() throws IOException {
        try {
            return in.read();
        } catch (EOFException cut) {
            // Who closes need not end what was compressed.
            return -1;
        }
    }

    /// Whether anything comes within this time (which is then kept for the next read).
    boolean silent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            int octet = in.read();
            in.reset();
            return octet < 0;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }

    void compress() {
        // A sync flush on either side, RFC 4978, section 4; no zlib header.
        in = new BufferedInputStream(new InflaterInputStream(in, new Inflater(true)));
        out = new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
    }

    void startTls() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            secure.startHandshake();
            socket = secure;
            open();
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
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
