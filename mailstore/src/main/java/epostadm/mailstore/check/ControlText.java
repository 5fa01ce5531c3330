package epostadm.mailstore.check;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Control files as lines, one char a byte, for what no class of theirs tells.
final class ControlText {

    private static final int LONGEST = 16 << 20;
    private static final int SHOWN = 60;

    private ControlText() {}

    static byte[] bytes(Path file) throws IOException {
        return RegularFile.read(file, LONGEST);
    }

    static List<String> lines(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.ISO_8859_1).lines().toList();
    }

    static String firstLine(Path file) throws IOException {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : shown(lines.getFirst());
    }

    /// As much of a line as a sentence can hold.
    static String shown(String line) {
        String text = line.strip();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
