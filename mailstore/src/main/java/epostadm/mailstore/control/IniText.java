package epostadm.mailstore.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// An INI file whose every byte is kept: lines with their ends, one char a byte. Sections and keys are blind to
/// case, spaces may stand round `=`, and of two lines for one key the first counts.
final class IniText {

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final List<String> lines;

    private IniText(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    static IniText parse(String text) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return new IniText(lines);
    }

    String text() {
        return String.join("", lines);
    }

    boolean hasSection(String section) {
        return lines.stream().anyMatch(line -> opens(line, section));
    }

    /// The key's value; none where it is empty.
    Optional<String> value(String section, String key) {
        return places(section, key).stream()
                .findFirst()
                .map(lines::get)
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .filter(value -> !value.isEmpty());
    }

    /// The text with that value, which stands in the line that counts, or in a new one at the end of the section.
    IniText with(String section, String key, String value, String lineEnd) {
        if (value.isEmpty() || !value.equals(value.strip()) || value.chars().anyMatch(lineBreak())) {
            throw new IllegalArgumentException("cannot stand behind " + key + "=: " + value);
        }
        List<String> edited = new ArrayList<>(lines);
        List<Integer> places = places(section, key);
        if (places.isEmpty()) {
            add(edited, section, key + "=" + value, present(lineEnd));
        } else {
            edited.set(places.getFirst(), replaced(lines.get(places.getFirst()), value));
        }
        return new IniText(edited);
    }

    IniText without(String section, String key) {
        List<String> edited = new ArrayList<>(lines);
        places(section, key).reversed().forEach(place -> edited.remove(place.intValue()));
        return new IniText(edited);
    }

    private static IntPredicate lineBreak() {
        return c -> c < ' ' && c != '\t' && c != 0x1B || c > 0xFF; // ISO-2022-JP escapes.
    }

    private static String replaced(String line, String value) {
        int from = line.indexOf('=') + 1;
        int to = line.length();
        while (from < to && (line.charAt(from) == ' ' || line.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && Character.isWhitespace(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(0, from) + value + line.substring(to);
    }

    private void add(List<String> edited, String section, String line, String lineEnd) {
        int end = -1;
        boolean inside = false;
        for (int i = 0; i < lines.size() && (inside || end < 0); i++) {
            inside = heads(lines.get(i)) ? opens(lines.get(i), section) : inside;
            if (inside && !lines.get(i).isBlank()) {
                end = i + 1;
            }
        }
        int at = end < 0 ? edited.size() : end;
        if (at > 0 && !edited.get(at - 1).endsWith("\n")) {
            edited.set(at - 1, edited.get(at - 1) + lineEnd);
        }
        if (end < 0) {
            edited.add("[" + section + "]" + lineEnd);
            at++;
        }
        edited.add(at, line + lineEnd);
    }

    /// The line end that the text has, or that one where it has none.
    private String present(String lineEnd) {
        return lines.stream()
                .filter(line -> line.endsWith("\n"))
                .findFirst()
                .map(line -> line.endsWith("\r\n") ? "\r\n" : "\n")
                .orElse(lineEnd);
    }

    private List<Integer> places(String section, String key) {
        List<Integer> places = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = bare(lines.get(i));
            if (heads(line)) {
                inside = opens(line, section);
            }
            int equals = line.indexOf('=');
            if (inside && equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase(key)) {
                places.add(i);
            }
        }
        return places;
    }

    /// The lines that are neither blank, comments, heads of `sections` nor keys of them: their places.
    List<Integer> unknown(Map<String, Set<String>> sections) {
        List<Integer> unknown = new ArrayList<>();
        Set<String> keys = Set.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = bare(lines.get(i)).toLowerCase(Locale.ROOT);
            if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
                continue;
            }
            boolean known;
            if (heads(line)) {
                String section = line.endsWith("]") ? line.substring(1, line.length() - 1) : "";
                keys = sections.getOrDefault(section, Set.of());
                known = sections.containsKey(section);
            } else {
                int equals = line.indexOf('=');
                known = equals > 0 && keys.contains(line.substring(0, equals).strip());
            }
            if (!known) {
                unknown.add(i);
            }
        }
        return unknown;
    }

    String line(int place) {
        return bare(lines.get(place));
    }

    private static boolean heads(String line) {
        return bare(line).startsWith("[");
    }

    private static boolean opens(String line, String section) {
        return bare(line).equalsIgnoreCase("[" + section + "]");
    }

    private static String bare(String line) {
        return (line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line).strip();
    }
}
