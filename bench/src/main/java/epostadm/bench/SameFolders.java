package epostadm.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/// Makes the same messages, from number 1 on, as INBOX of ours under ascending UIDs and as a Maildir of Dovecot's
/// manner (LF, sizes in the names), for one account or many.
///
/// Every tenth message is unread, every fiftieth flagged.
public final class SameFolders {

    private SameFolders() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: SameFolders MAILBOXES MAILDIRS ACCOUNTS MESSAGES BYTES");
            System.exit(2);
        }
        int messages = Integer.parseInt(arguments[3]);
        ImapMessages texts = new ImapMessages(Integer.parseInt(arguments[4]));
        for (int account = 0; account < Integer.parseInt(arguments[2]); account++) {
            String name = "s%07d".formatted(account);
            Path folder = Path.of(arguments[0], name, "inbox");
            Files.createDirectories(folder);
            for (String directory : new String[] {"cur", "new", "tmp"}) {
                Files.createDirectories(Path.of(arguments[1], name, directory));
            }
            Path cur = Path.of(arguments[1], name, "cur");
            for (int number = 1; number <= messages; number++) {
                write(folder, cur, number, texts.message(number));
            }
            Files.writeString(folder.resolve("uid"), Integer.toString(messages + 1));
        }
    }

    private static void write(Path folder, Path cur, int number, byte[] message) throws IOException {
        FileTime arrived = FileTime.from(ImapMessages.arrived(number), TimeUnit.SECONDS);
        boolean seen = number % 10 != 0;
        boolean flagged = number % 50 == 0;
        String digits = "00" + (flagged ? 1 : 0) + "0" + (seen ? 1 : 0) + "0";
        Path ours = folder.resolve("%010d-%s.MSG".formatted(number, digits));
        Files.write(ours, ImapMessages.stuffed(message));
        Files.setLastModifiedTime(ours, arrived);
        byte[] lf = new String(message, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path theirs = cur.resolve("%d.M%dP1.bench,S=%d,W=%d:2,%s%s"
                .formatted(
                        ImapMessages.arrived(number),
                        number,
                        lf.length,
                        message.length,
                        flagged ? "F" : "",
                        seen ? "S" : ""));
        Files.write(theirs, lf);
        Files.setLastModifiedTime(theirs, arrived);
    }
}
