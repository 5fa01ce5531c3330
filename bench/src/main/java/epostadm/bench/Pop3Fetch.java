package epostadm.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Fetches a whole maildrop over one connection: one RETR after the other, or pipelined (RFC 2449 section 6.6),
/// and prints the seconds from the first RETR to the last octet. The same driver for every server. It does all
/// twice, over a connection each, and the second time counts: the first is for its own Java to become fast.
public final class Pop3Fetch {

    /// Commands on their way at a time: what fits any server's buffer.
    private static final int AHEAD = 50;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long octets;
    private double seconds;

    private Pop3Fetch(Socket socket) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: Pop3Fetch PORT USER PASSWORD MESSAGES single|pipelined");
            System.exit(2);
        }
        Pop3Fetch.fetch(arguments);
        Pop3Fetch second = Pop3Fetch.fetch(arguments);
        System.out.printf("%.3f%n", second.seconds);
        System.err.println(second.octets + " octets");
    }

    private static Pop3Fetch fetch(String[] arguments) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            Pop3Fetch fetch = new Pop3Fetch(socket);
            fetch.ok();
            fetch.say("USER " + arguments[1]);
            fetch.ok();
            fetch.say("PASS " + arguments[2]);
            fetch.ok();
            fetch.say("STAT");
            String stat = fetch.ok();
            int messages = Integer.parseInt(arguments[3]);
            if (!stat.startsWith("+OK " + messages + " ")) {
                throw new IOException("not " + messages + " messages: " + stat);
            }
            long begin = System.nanoTime();
            fetch.all(messages, arguments[4].equals("pipelined") ? AHEAD : 1);
            fetch.seconds = (System.nanoTime() - begin) / 1e9;
            fetch.say("QUIT");
            fetch.ok();
            return fetch;
        }
    }

    private void all(int messages, int ahead) throws IOException {
        for (int asked = 0; asked < messages; asked += ahead) {
            int until = Math.min(messages, asked + ahead);
            StringBuilder commands = new StringBuilder();
            for (int number = asked + 1; number <= until; number++) {
                commands.append("RETR ").append(number).append("\r\n");
            }
            out.write(commands.toString().getBytes(StandardCharsets.US_ASCII));
            for (int number = asked; number < until; number++) {
                ok();
                body();
            }
        }
    }

    private void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String ok() throws IOException {
        String line = line();
        if (!line.startsWith("+OK")) {
            throw new IOException(line);
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = next(); octet != '\n'; octet = next()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private int next() throws IOException {
        if (position == limit) {
            position = 0;
            limit = in.read(buffer);
            if (limit < 0) {
                throw new EOFException();
            }
        }
        return buffer[position++];
    }

    /// To the lone dot; looks at little else than line feeds, so as not to measure itself.
    private void body() throws IOException {
        while (true) {
            int first = next();
            octets++;
            if (first == '.') {
                int second = next();
                octets++;
                if (second == '\r') {
                    next();
                    octets++;
                    return;
                }
            }
            while (first != '\n') {
                if (position == limit) {
                    first = next();
                    octets++;
                    continue;
                }
                int at = position;
                while (at < limit && buffer[at] != '\n') {
                    at++;
                }
                octets += at - position;
                position = at;
                if (at < limit) {
                    first = next();
                    octets++;
                }
            }
        }
    }
}
