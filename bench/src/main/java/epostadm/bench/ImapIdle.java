package epostadm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds many sessions in IDLE, an account each, and delivers to some of them: how long until EXISTS comes.
///
/// Its input says what to do, line by line: `lmtp PORT COUNT`, or `arrival DIR COUNT` and `maildir DIR COUNT`,
/// which put a file where the account's mailbox root or Maildir is. When the input ends, every session must end
/// IDLE well.
public final class ImapIdle {

    private static final int PER_ADDRESS = 100;
    private static final String DOMAIN = "bench.example.jp";

    private final List<ImapConnection> sessions = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private int delivered;

    private ImapIdle() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: ImapIdle PORT NUMBER PASSWORD");
            System.exit(2);
        }
        ImapIdle idle = new ImapIdle();
        int number = Integer.parseInt(arguments[1]);
        long begin = System.nanoTime();
        for (int i = 0; i < number; i++) {
            idle.open(Integer.parseInt(arguments[0]), i, arguments[2]);
        }
        System.out.printf("%d in IDLE after %.1f s%n", number, (System.nanoTime() - begin) / 1e9);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            idle.deliver(line.split(" "));
        }
        idle.end();
    }

    private void open(int port, int number, String password) throws IOException {
        int address = number / PER_ADDRESS + 1;
        ImapConnection connection = new ImapConnection(
                port, InetAddress.getByAddress(new byte[] {127, (byte) (address >> 8), (byte) address, 1}));
        connection.greeting();
        connection.ok("LOGIN %s %s".formatted(name(number), password), response -> {});
        connection.ok("SELECT INBOX", response -> {});
        tags.add(connection.send("IDLE"));
        for (String response = connection.response(); !response.startsWith("+"); response = connection.response()) {
            if (!response.startsWith("* ")) {
                throw new IOException(response);
            }
        }
        sessions.add(connection);
    }

    private void deliver(String[] order) throws IOException {
        int count = Integer.parseInt(order[2]);
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            // Spread over all sessions, and none twice before all had one.
            int number = (int) (delivered++ * 7919L % sessions.size());
            long begin;
            if (order[0].equals("lmtp")) {
                begin = lmtp(Integer.parseInt(order[1]), number);
            } else {
                begin = drop(order[0], Path.of(order[1], name(number)));
            }
            await(sessions.get(number));
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                "%s: %d deliveries, EXISTS after %.1f ms (p50), %.1f ms (p99), %.1f ms (most)%n",
                order[0], count, millis[count / 2], millis[(int) (count * 0.99)], millis[count - 1]);
    }

    private static void await(ImapConnection session) throws IOException {
        while (true) {
            String response = session.response();
            if (response.endsWith(" EXISTS")) {
                return;
            }
            if (!response.startsWith("* ")) {
                throw new IOException(response);
            }
        }
    }

    /// Returns when the message was wholly sent.
    private static long lmtp(int port, int number) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            answer(in);
            say(socket, in, "LHLO client.example.com");
            say(socket, in, "MAIL FROM:<hanako@example.com>");
            say(socket, in, "RCPT TO:<" + name(number) + "@" + DOMAIN + ">");
            say(socket, in, "DATA");
            long begin = System.nanoTime();
            say(socket, in, "Subject: idle\r\n\r\nsakura\r\n.");
            return begin;
        }
    }

    private static void say(Socket socket, BufferedReader in, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        answer(in);
    }

    private static void answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null || "23".indexOf(line.charAt(0)) < 0) {
            throw new IOException(String.valueOf(line));
        }
    }

    private long drop(String manner, Path mailbox) throws IOException {
        boolean maildir = manner.equals("maildir");
        Path unready = mailbox.resolve(maildir ? "tmp/" + delivered + ".drop" : delivered + ".part");
        Path ready = mailbox.resolve(
                maildir ? "new/" + delivered + ".drop" : "B%010d.MSG".formatted(900_000_000 + delivered));
        Files.writeString(unready, "Subject: dropped\r\n\r\nsakura\r\n");
        long begin = System.nanoTime();
        Files.move(unready, ready, StandardCopyOption.ATOMIC_MOVE);
        return begin;
    }

    private void end() throws IOException {
        for (int i = 0; i < sessions.size(); i++) {
            ImapConnection session = sessions.get(i);
            session.write("DONE");
            String answer = session.answer(tags.get(i), response -> {});
            if (!answer.startsWith("OK")) {
                throw new IOException(answer);
            }
            session.close();
        }
        System.out.println("all ended well");
    }

    private static String name(int number) {
        return "s%07d".formatted(number);
    }
}
