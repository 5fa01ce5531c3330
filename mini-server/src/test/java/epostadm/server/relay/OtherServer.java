package epostadm.server.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A server on loopback that says what it is told to say: by the first word that fits the start of a line.
final class OtherServer implements AutoCloseable {

    /// Instead of a reply: the connection ends, or nothing is said.
    static final String HANG_UP = "hang up";

    static final String SILENCE = "silence";

    private final ServerSocket socket;
    private final Map<String, String> replies = new LinkedHashMap<>();

    private volatile Optional<SSLContext> tls = Optional.empty();

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();

    OtherServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        replies.put("greeting", "220 other.example ESMTP");
        replies.put("EHLO", "250-other.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 DSN");
        replies.put("HELO", "250 other.example");
        replies.put("MAIL", "250 2.1.0 ok");
        replies.put("RCPT", "250 2.1.5 ok");
        replies.put("DATA", "354 go");
        replies.put(".", "250 2.0.0 taken");
        replies.put("QUIT", "221 bye");
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Longer starts go before shorter ones.
    OtherServer answers(String start, String reply) {
        replies.put(start, reply);
        return this;
    }

    /// Does what it says to STARTTLS.
    OtherServer secured(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader in = reader(client);
            OutputStream out = client.getOutputStream();
            if (!say(out, replies.get("greeting"))) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                String reply = reply(line);
                if (!say(out, reply)) {
                    return;
                }
                if (line.equals("STARTTLS") && tls.isPresent()) {
                    SSLSocket secured = (SSLSocket) tls.get().getSocketFactory().createSocket(client, null, true);
                    secured.setUseClientMode(false);
                    secured.startHandshake();
                    in = reader(secured);
                    out = secured.getOutputStream();
                }
                if (line.equals("DATA") && reply.startsWith("354")) {
                    StringBuilder message = new StringBuilder();
                    for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
                        if (text == null) {
                            return;
                        }
                        message.append(text).append("\r\n");
                    }
                    messages.add(message.toString());
                    if (!say(out, replies.get("."))) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private String reply(String line) {
        String best = "";
        for (String start : replies.keySet()) {
            if (line.startsWith(start) && start.length() > best.length()) {
                best = start;
            }
        }
        return best.isEmpty() ? "500 5.5.1 what" : replies.get(best);
    }

    private static boolean say(OutputStream out, String reply) throws IOException {
        if (reply.equals(HANG_UP)) {
            return false;
        }
        if (!reply.equals(SILENCE)) {
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
