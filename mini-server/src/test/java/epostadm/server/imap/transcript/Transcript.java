package epostadm.server.imap.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of a session's lines, and the messages that are in its folder when it begins.
///
/// @param name the file's, without directories
record Transcript(String name, Map<String, String> settings, List<Line> lines, List<MboxMessage> messages) {

    private static final Set<String> SETTINGS =
            Set.of("messages", "mail", "state", "connections", "capabilities", "ignore_extra_untagged", "fails_on");
    private static final Pattern LINE = Pattern.compile("(?s)(?:([1-9]) )?(\\S+)(?: (.*))?");

    /// @param connection 0 where none is named
    record Line(int number, int connection, String word, String text) {

        @Override
        public String toString() {
            return (connection == 0 ? "" : connection + " ") + word + (text.isEmpty() ? "" : " " + text);
        }
    }

    Transcript {
        settings = Map.copyOf(settings);
        lines = List.copyOf(lines);
        messages = List.copyOf(messages);
    }

    String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }

    /// The messages are those of the mbox that the header names (`mail: mime`), or `default.mbox`.
    static Transcript read(Path file) throws IOException {
        String name = file.getFileName().toString();
        String[] text = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        Map<String, String> settings = new HashMap<>();
        int begin = 0;
        for (; begin < text.length && !text[begin].isBlank(); begin++) {
            if (!text[begin].startsWith("#")) {
                String[] setting = text[begin].split(": *", 2);
                if (setting.length < 2 || !SETTINGS.contains(setting[0])) {
                    throw new IllegalArgumentException(name + ":" + (begin + 1) + ": no setting: " + text[begin]);
                }
                settings.put(setting[0], setting[1].strip());
            }
        }
        return new Transcript(name, settings, lines(name, text, begin), messages(file, settings));
    }

    private static List<MboxMessage> messages(Path file, Map<String, String> settings) throws IOException {
        String wanted = settings.getOrDefault("messages", "0");
        if (wanted.equals("0")) {
            return List.of();
        }
        List<MboxMessage> all =
                MboxMessage.read(file.resolveSibling(settings.getOrDefault("mail", "default") + ".mbox"));
        return wanted.equals("all") ? all : all.subList(0, Integer.parseInt(wanted));
    }

    private static List<Line> lines(String name, String[] text, int begin) {
        List<Line> lines = new ArrayList<>();
        for (int i = begin; i < text.length; i++) {
            int number = i + 1;
            if (text[i].isBlank() || text[i].startsWith("#")) {
                continue;
            }
            StringBuilder line = new StringBuilder(text[i]);
            while (isOpen(line)) {
                if (++i == text.length) {
                    throw new IllegalArgumentException(name + ":" + number + ": {{{ without }}}");
                }
                line.append('\n').append(text[i]);
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(name + ":" + number + ": " + line);
            }
            int connection = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            String rest = matcher.group(3) == null ? "" : matcher.group(3);
            lines.add(new Line(number, connection, matcher.group(2).toLowerCase(Locale.ROOT), rest));
        }
        return lines;
    }

    private static boolean isOpen(CharSequence line) {
        int open = line.toString().lastIndexOf("{{{");
        return open >= 0 && line.toString().indexOf("}}}", open) < 0;
    }
}
