package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The lines of a small control file; none where it is not there.
final class ControlLines {

    /// Some thousands of addresses.
    private static final int LONGEST = 1 << 16;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ControlLines() {}

    /// In UTF-8, or one char a byte where it is not that: ASCII is what counts.
    static List<String> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = RegularFile.read(file, LONGEST);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .toList();
    }
}
