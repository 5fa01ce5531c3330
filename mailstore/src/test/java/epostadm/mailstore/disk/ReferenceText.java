package epostadm.mailstore.disk;

import java.util.ArrayList;
import java.util.List;

/// The rules of docs/store-format.md, "Message bytes", as plainly and slowly as they can be written: the oracle.
/// Bytes are the characters of Latin-1 strings.
final class ReferenceText {

    private ReferenceText() {}

    /// The lines of a file with their ends; only LF ends a line.
    static List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (char c : file.toCharArray()) {
            line.append(c);
            if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /// What a reader sees of a file.
    static String read(String file) {
        List<String> lines = lines(file);
        if (!lines.isEmpty() && content(lines.getLast()).equals(".")) {
            lines.removeLast();
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(crlf(line.startsWith("..") ? line.substring(1) : line));
        }
        return text.toString();
    }

    /// What a reader sees of a text that was written: the text in CRLF lines, the last one ended where a final dot
    /// had to follow.
    static String written(String text, boolean received) {
        StringBuilder wire = new StringBuilder();
        for (String line : lines(text)) {
            wire.append(crlf(line));
        }
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        return received && open ? wire + "\r\n" : wire.toString();
    }

    static MessageForm form(String file) {
        List<String> lines = lines(file);
        boolean dot = !lines.isEmpty() && content(lines.getLast()).equals(".");
        List<String> text = dot ? lines.subList(0, lines.size() - 1) : lines;
        long crlf = lines.stream().filter(line -> line.endsWith("\r\n")).count();
        long lf = lines.stream().filter(line -> line.endsWith("\n")).count();
        return new MessageForm(
                file.length(),
                lines.size(),
                lines.stream().mapToLong(line -> content(line).length()).max().orElse(0),
                new MessageForm.LineEnds(
                        crlf, lf - crlf, file.chars().filter(c -> c == '\r').count() - crlf),
                new MessageForm.LeadingDots(
                        text.stream().filter(line -> line.startsWith("..")).count(),
                        text.stream()
                                .filter(line -> line.startsWith(".") && !line.startsWith(".."))
                                .count(),
                        dot),
                file.chars().anyMatch(c -> c >= 0x80),
                file.startsWith("\u00ff"));
    }

    /// A line without its end.
    private static String content(String line) {
        if (line.endsWith("\r\n")) {
            return line.substring(0, line.length() - 2);
        }
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    private static String crlf(String line) {
        return line.endsWith("\n") ? content(line) + "\r\n" : line;
    }
}
