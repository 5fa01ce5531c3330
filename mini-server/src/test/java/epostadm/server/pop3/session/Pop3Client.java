package epostadm.server.pop3.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client that says what it is told, octet by octet.
final class Pop3Client implements AutoCloseable {

    private Socket socket;

    Pop3Client(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /// Sends a line and reads one.
    String ask(String line) throws IOException {
        send(line + "\r\n");
        return line();
    }

    /// The next line without its CRLF; null at the end. Never reads ahead, as the handshake may follow.
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (octet == '\n') {
                line.setLength(line.length() - 1);
                return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
            line.append((char) octet);
        }
    }

    /// All that comes until the server closes.
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// Says nothing more.
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    Socket socket() {
        return socket;
    }

    /// Reads the greeting and logs in.
    Pop3Client enter(String account) throws IOException {
        line();
        ask("USER " + account);
        String answer = ask("PASS pass1234");
        if (!answer.startsWith("+OK")) {
            throw new AssertionError(answer);
        }
        return this;
    }

    void startTls() throws Exception {
        SSLContext context = trusting();
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(true);
        secured.startHandshake();
        socket = secured;
    }

    /// Trusts whatever certificate it is shown.
    static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
