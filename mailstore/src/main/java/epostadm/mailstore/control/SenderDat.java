package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `sender.dat`: to whom the mailbox's owner may send. Lines `pattern,option`, of which the first that matches
/// counts; whom no line matches is not permitted, unless there is no line at all. docs/store-format.md, "Other
/// control files".
///
/// @param unknown lines that mean nothing to us
public record SenderDat(List<Line> lines, List<Unknown> unknown) {

    public static final String NAME = "sender.dat";
    public static final SenderDat NONE = new SenderDat(List.of(), List.of());

    private static final int LONGEST = 16 << 20;

    /// @param pattern an address, `*@domain` or `*`, in lower case
    public record Line(int number, String pattern, boolean permits) {

        boolean matches(String address) {
            if (pattern.equals("*")) {
                return true;
            }
            return pattern.startsWith("*@")
                    ? address.substring(address.lastIndexOf('@') + 1).equals(pattern.substring(2))
                    : address.equals(pattern);
        }
    }

    public record Unknown(int number, String text) {}

    public SenderDat {
        lines = List.copyOf(lines);
        unknown = List.copyOf(unknown);
    }

    /// The file, or one without lines where there is none.
    public static SenderDat readFile(Path file) throws IOException {
        try {
            return parse(new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return NONE;
        }
    }

    static SenderDat parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<Unknown> unknown = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            if (!raw.isBlank()) {
                Optional<Line> line = line(number, raw.strip().toLowerCase(Locale.ROOT));
                if (line.isPresent()) {
                    lines.add(line.get());
                } else {
                    unknown.add(new Unknown(number, raw));
                }
            }
        }
        return new SenderDat(lines, unknown);
    }

    /// A pattern without an option is one of a list of those who are permitted.
    private static Optional<Line> line(int number, String text) {
        int comma = text.lastIndexOf(',');
        String pattern = (comma < 0 ? text : text.substring(0, comma)).strip();
        String option = comma < 0 ? "0" : text.substring(comma + 1).strip();
        boolean known = option.equals("0") || option.equals("-1");
        return known && pattern(pattern)
                ? Optional.of(new Line(number, pattern, option.equals("0")))
                : Optional.empty();
    }

    private static boolean pattern(String text) {
        int at = text.lastIndexOf('@');
        String local = text.substring(0, Math.max(at, 0));
        return text.equals("*")
                || at > 0
                        && at < text.length() - 1
                        && text.indexOf('*', at) < 0
                        && (local.equals("*") || local.indexOf('*') < 0)
                        && text.chars().noneMatch(c -> c <= ' ');
    }

    public boolean permits(String address) {
        String lowerCase = address.toLowerCase(Locale.ROOT);
        return lines.isEmpty()
                || lines.stream()
                        .filter(line -> line.matches(lowerCase))
                        .findFirst()
                        .map(Line::permits)
                        .orElse(false);
    }
}
