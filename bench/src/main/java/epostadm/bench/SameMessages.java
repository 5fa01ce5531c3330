package epostadm.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the same messages as arrivals in a mailbox root of ours, which end in a final dot, and in the `new` of a
/// Maildir.
public final class SameMessages {

    private SameMessages() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("usage: SameMessages ROOT MAILDIR MESSAGES BYTES");
            System.exit(2);
        }
        Path root = Path.of(arguments[0]);
        Path maildir = Path.of(arguments[1]);
        for (String name : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(maildir.resolve(name));
        }
        StringBuilder text = new StringBuilder("From: hanako@bench.example.jp\r\nSubject: bench\r\n\r\n");
        while (text.length() < Integer.parseInt(arguments[3])) {
            text.append("sakura no hana ga saku koro ni mata aimashou\r\n");
        }
        byte[] plain = text.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] stored = text.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            Files.write(root.resolve("B%010d.MSG".formatted(i)), stored);
            Files.write(maildir.resolve("new").resolve("%d.bench".formatted(1_700_000_000 + i)), plain);
        }
    }
}
