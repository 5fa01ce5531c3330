package epostadm.mailstore.log;

import java.util.Locale;

/// Texts from outside as they stand in a line: nothing in them can end the line, begin another, colour a terminal
/// or turn its writing round, and what was escaped can be read back.
///
/// A character that would do harm is a backslash, `x` and two hexadecimal digits, or `u` and four. A backslash
/// stands for itself where no such escape seems to begin.
final class LogText {

    static final String NOTHING = "-";
    static final String NULL_SENDER = "<>";

    private LogText() {}

    /// A text that ends a line or has brackets around it: spaces stay.
    static String write(String text) {
        return escape(text, false);
    }

    /// A text between two spaces; an empty one is `-`.
    static String writeWord(String text) {
        return word(text, NOTHING);
    }

    /// An address between two spaces; the empty reverse-path is `<>`.
    static String writeAddress(String text) {
        return word(text, NULL_SENDER);
    }

    private static String word(String text, String empty) {
        if (text.isEmpty()) {
            return empty;
        }
        String escaped = escape(text, true);
        return escaped.equals(empty) ? hex(text.charAt(0)) + escaped.substring(1) : escaped;
    }

    static String readWord(String text) {
        return text.equals(NOTHING) ? "" : read(text);
    }

    static String readAddress(String text) {
        return text.equals(NULL_SENDER) ? "" : read(text);
    }

    private static String escape(String text, boolean word) {
        int clean = 0;
        while (clean < text.length() && !harmful(text, clean, word)) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            if (harmful(text, i, word)) {
                escaped.append(hex(text.charAt(i)));
            } else {
                escaped.append(text.charAt(i));
            }
        }
        return escaped.toString();
    }

    private static boolean harmful(String text, int index, boolean word) {
        char c = text.charAt(index);
        if (c > ' ' && c < 0x7F) {
            return c == '\\' && escapeAt(text, index) > 0;
        }
        if (c == ' ') {
            return word;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> word;
            case Character.SURROGATE -> lone(text, index);
            default -> false;
        };
    }

    private static boolean lone(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return c <= 0xFF
                ? "\\x" + "0".repeat(2 - digits.length()) + digits
                : "\\u" + "0".repeat(4 - digits.length()) + digits;
    }

    static String read(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int length = text.charAt(i) == '\\' ? escapeAt(text, i) : 0;
            if (length > 0) {
                plain.append((char) Integer.parseInt(text, i + 2, i + length, 16));
                i += length;
            } else {
                plain.append(text.charAt(i++));
            }
        }
        return plain.toString();
    }

    /// The length of the escape that begins at a backslash; 0 where none does.
    private static int escapeAt(String text, int index) {
        if (index + 1 == text.length()) {
            return 0;
        }
        int length = switch (text.charAt(index + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            default -> 0;
        };
        if (length == 0 || index + length > text.length()) {
            return 0;
        }
        for (int i = index + 2; i < index + length; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f')) {
                return 0;
            }
        }
        return length;
    }
}
