package epostadm.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Opens many connections, logs each in where it is told how, says so, and holds them until its input ends.
///
/// Each hundred comes from an address of its own (127.0.x.1), as a server may limit those of one.
public final class IdleClients {

    private static final int PER_ADDRESS = 100;

    private IdleClients() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 && arguments.length != 4) {
            System.err.println("usage: IdleClients PORT NUMBER [USER-PREFIX PASSWORD]");
            System.exit(2);
        }
        int port = Integer.parseInt(arguments[0]);
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            Socket socket = new Socket();
            int address = i / PER_ADDRESS + 1;
            socket.bind(new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, (byte) (address >> 8), (byte) address, 1}), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            answer(socket);
            if (arguments.length == 4) {
                say(socket, "USER %s%07d".formatted(arguments[2], i));
                say(socket, "PASS " + arguments[3]);
            }
            open.add(socket);
        }
        System.out.println(open.size() + " open");
        while (System.in.read() >= 0) {
            // Held until the end of the input.
        }
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        answer(socket);
    }

    private static void answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("closed: " + line);
            }
            line.append((char) octet);
        }
        if (line.isEmpty() || "+2".indexOf(line.charAt(0)) < 0) {
            throw new IOException(line.toString());
        }
    }
}
