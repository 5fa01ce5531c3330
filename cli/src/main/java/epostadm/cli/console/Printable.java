package epostadm.cli.console;

/// Texts as a terminal or a page may have them: what comes from a store, a file or a command line must not be able
/// to steer it.
public final class Printable {

    private Printable() {}

    /// One line: whatever would steer is shown by its number, an end of line too.
    public static String line(String text) {
        return shown(text, false);
    }

    /// Lines of our own, in which only the ends of lines steer.
    static String lines(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean linesEnd) {
        int first = 0;
        while (first < text.length() && !steers(text.charAt(first), linesEnd)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(steers(c, linesEnd) ? "\\u%04x".formatted((int) c) : c);
        }
        return shown.toString();
    }

    private static boolean steers(char c, boolean linesEnd) {
        return Character.isISOControl(c) && !(linesEnd && c == '\n')
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\u2028'
                || c == '\u2029';
    }
}
