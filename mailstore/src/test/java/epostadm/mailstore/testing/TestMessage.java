package epostadm.mailstore.testing;

import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A numbered message for a folder of a [TestStore]: read, with a text and a date of its own, unless told
/// otherwise.
public record TestMessage(Uid uid, Flags flags, Instant received, String text) {

    private static final Instant FIRST_MAIL = Instant.parse("2025-04-01T00:00:00Z");
    private static final Flags SEEN = Flags.parse("000010").orElseThrow();

    /// The message with that UID. The greater the UID, the later its date.
    public static TestMessage uid(long uid) {
        String text = "Subject: mail " + uid + "\r\n\r\nThis is mail " + uid + ".\r\n.\r\n";
        return new TestMessage(Uid.of(uid), SEEN, FIRST_MAIL.plusMillis(uid), text);
    }

    /// The same with six status digits, as a file's name has them.
    public TestMessage flags(String digits) {
        return new TestMessage(uid, Flags.parse(digits).orElseThrow(), received, text);
    }

    public TestMessage received(Instant instant) {
        return new TestMessage(uid, flags, instant, text);
    }

    public TestMessage text(String newText) {
        return new TestMessage(uid, flags, received, newText);
    }

    public String fileName() {
        return new MessageFileName.Numbered(uid, flags).text();
    }

    void writeTo(Path folder) throws IOException {
        Path file = folder.resolve(fileName());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(received));
    }
}
