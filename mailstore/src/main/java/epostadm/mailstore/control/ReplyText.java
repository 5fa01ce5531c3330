package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// `autoreply.txt`: what the automatic reply says; that there is such a file switches it on.
///
/// The vendor's server sends the bytes as they are and wants them in ISO-2022-JP. docs/store-format.md, "Automatic
/// reply".
public sealed interface ReplyText {

    String NAME = "autoreply.txt";

    /// Longer than any greeting.
    int LONGEST = 1 << 18;

    /// There is no file, or nothing in it.
    record Missing() implements ReplyText {}

    /// Text in the vendor's encoding, one char a byte.
    record Iso2022Jp(String bytes) implements ReplyText {}

    record Unicode(String text) implements ReplyText {}

    /// In no encoding that is known here.
    record Unreadable(Path file) implements ReplyText {}

    static ReplyText read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = RegularFile.read(file, LONGEST);
        } catch (NoSuchFileException e) {
            return new Missing();
        }
        if (bytes.length == 0) {
            return new Missing();
        }
        if (JapaneseText.iso2022Jp(bytes)) {
            return new Iso2022Jp(new String(bytes, StandardCharsets.US_ASCII));
        }
        Optional<String> text = JapaneseText.decode(bytes);
        return text.isEmpty() || text.get().indexOf('\0') >= 0
                ? new Unreadable(file)
                : new Unicode(text.get().startsWith("\uFEFF") ? text.get().substring(1) : text.get());
    }
}
