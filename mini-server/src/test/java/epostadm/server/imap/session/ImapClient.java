package epostadm.server.imap.session;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that says what it is told, and hears responses whole, literals and all.
public final class ImapClient implements AutoCloseable {

    private static final Pattern LITERAL = Pattern.compile("\\{([0-9]+)\\+?}\\z");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Charset charset;
    private final String greeting;
    private int commands;

    public ImapClient(int port) throws IOException {
        this(port, StandardCharsets.UTF_8);
    }

    /// @param charset as which octets are read and written
    public ImapClient(int port, Charset charset) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        this.charset = charset;
        greeting = response();
    }

    public String greeting() {
        return greeting;
    }

    public ImapClient login(String user) throws IOException {
        last("LOGIN " + user + " pass1234");
        return this;
    }

    /// Sends a command under a tag of its own, and hears all responses to its tagged one, which is the last and
    /// comes without the tag.
    public List<String> ask(String command) throws IOException {
        return answers(begin(command));
    }

    /// The untagged responses alone, without `* `; a command that fails is a mistake of the test.
    public List<String> untagged(String command) throws IOException {
        List<String> all = ask(command);
        if (!all.getLast().startsWith("OK")) {
            throw new AssertionError(command + ": " + all);
        }
        return all.subList(0, all.size() - 1).stream()
                .map(line -> line.startsWith("* ") ? line.substring(2) : line)
                .toList();
    }

    /// The tagged response alone, without its tag.
    public String last(String command) throws IOException {
        return ask(command).getLast();
    }

    /// Sends a command and does not wait.
    ///
    /// @return its tag
    public String begin(String command) throws IOException {
        String tag = "t" + ++commands;
        send(tag + " " + command + "\r\n");
        return tag;
    }

    public List<String> answers(String tag) throws IOException {
        List<String> responses = new ArrayList<>();
        while (true) {
            String response = response();
            if (response.startsWith(tag + " ")) {
                responses.add(response.substring(tag.length() + 1));
                return responses;
            }
            responses.add(response);
        }
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(charset));
        out.flush();
    }

    /// The next response without the CRLF at its end; each literal stands behind its announcement and a CRLF.
    public String response() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("behind: " + octets.toString(charset));
            }
            octets.write(octet);
            if (octet == '\n') {
                String line = octets.toString(StandardCharsets.ISO_8859_1);
                Matcher literal = LITERAL.matcher(line.substring(0, line.length() - 2));
                if (!literal.find()) {
                    return new String(octets.toByteArray(), 0, octets.size() - 2, charset);
                }
                octets.write(in.readNBytes(Integer.parseInt(literal.group(1))));
            }
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
