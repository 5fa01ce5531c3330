package epostadm.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// One connection to an IMAP server, for every server the same. Text is octets: ISO 8859-1.
final class ImapConnection implements Closeable {

    private static final int PATIENCE = 120_000;
    private static final int REMEMBERED = 400;

    /// What is done with an untagged response, which starts with `* ` or `+ `.
    interface Untagged {
        void response(String response) throws IOException;
    }

    private final Socket socket = new Socket();
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] whole = new byte[1 << 13];
    private int length;
    private int tags;
    private long octets;
    private final Deque<String> traffic = new ArrayDeque<>();
    private boolean remembering;

    ImapConnection(int port) throws IOException {
        this(port, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    /// From an address of its own, as a server may limit the connections of one.
    ImapConnection(int port, InetAddress from) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = socket.getInputStream();
    }

    /// Keeps the last lines of both sides for [#traffic()].
    void remember() {
        remembering = true;
    }

    String traffic() {
        return String.join("\n", traffic);
    }

    long octets() {
        return octets;
    }

    Socket socket() {
        return socket;
    }

    private String tag() {
        return "a" + tags;
    }

    void greeting() throws IOException {
        String greeting = response();
        if (!greeting.startsWith("* OK")) {
            throw new IOException(greeting);
        }
    }

    /// Returns the tag.
    String send(String command) throws IOException {
        tags++;
        write(tag() + " " + command);
        return tag();
    }

    void write(String line) throws IOException {
        note("C: ", line);
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends and reads to the tagged answer, which is returned without its tag.
    String command(String command, Untagged untagged) throws IOException {
        return answer(send(command), untagged);
    }

    /// As [#command], and OK must come.
    String ok(String command, Untagged untagged) throws IOException {
        String answer = command(command, untagged);
        if (!answer.startsWith("OK")) {
            throw new IOException(answer + " to " + command);
        }
        return answer;
    }

    /// To the answer with this tag, which must come before any other.
    String answer(String tag, Untagged untagged) throws IOException {
        String tagged = tag + " ";
        while (true) {
            String response = response();
            if (response.startsWith(tagged)) {
                return response.substring(tagged.length());
            }
            if (!response.startsWith("* ") && !response.startsWith("+")) {
                throw new IOException("neither untagged nor tagged with " + tagged + ": " + response);
            }
            untagged.response(response);
        }
    }

    /// The next response with its literals, without the end of its line.
    String response() throws IOException {
        length = 0;
        do {
            line();
        } while (literal());
        String response = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
        note("S: ", response);
        return response;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void note(String side, String line) {
        if (remembering) {
            if (traffic.size() == REMEMBERED) {
                traffic.removeFirst();
            }
            traffic.add(side + (line.length() > 200 ? line.substring(0, 200) + " ... " + line.length() : line));
        }
    }

    /// Appends to `whole` up to a line's end, which is left away.
    private void line() throws IOException {
        while (true) {
            fill();
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            append(end - position);
            if (end < limit) {
                position++;
                octets++;
                break;
            }
        }
        if (length == 0 || whole[length - 1] != '\r') {
            throw new IOException("a line without CR: " + new String(whole, 0, length, StandardCharsets.ISO_8859_1));
        }
        length--;
    }

    /// Where the line ends in `{n}`, adds CRLF and the n octets.
    private boolean literal() throws IOException {
        if (length < 3 || whole[length - 1] != '}') {
            return false;
        }
        int open = length - 2;
        while (open > 0 && whole[open] >= '0' && whole[open] <= '9') {
            open--;
        }
        if (whole[open] != '{' || open == length - 2) {
            return false;
        }
        int rest = Integer.parseInt(new String(whole, open + 1, length - open - 2, StandardCharsets.ISO_8859_1));
        room(2 + rest);
        whole[length++] = '\r';
        whole[length++] = '\n';
        while (rest > 0) {
            fill();
            int part = Math.min(rest, limit - position);
            append(part);
            rest -= part;
        }
        return true;
    }

    private void append(int count) {
        room(count);
        System.arraycopy(buffer, position, whole, length, count);
        length += count;
        position += count;
        octets += count;
    }

    private void room(int count) {
        if (length + count > whole.length) {
            whole = Arrays.copyOf(whole, Math.max(whole.length * 2, length + count));
        }
    }

    private void fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = in.read(buffer);
            if (limit < 0) {
                limit = 0;
                throw new EOFException("closed; last: " + traffic.peekLast());
            }
        }
    }
}
