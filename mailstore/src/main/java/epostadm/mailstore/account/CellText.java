package epostadm.mailstore.account;

/// What may stand in one cell of a tab-separated line, and how to show what may not.
///
/// A cell holds neither control characters (tab, CR, LF, NUL among them) nor half a surrogate pair, so that every
/// cell can be written in UTF-8 and read back equal.
final class CellText {

    static final int EXCERPT_LENGTH = 40;

    private CellText() {}

    static boolean fits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static String requireFit(String what, String text) {
        if (!fits(text)) {
            throw new IllegalArgumentException(what + " with a control character: " + excerpt(text));
        }
        return text;
    }

    /// At most [#EXCERPT_LENGTH] characters of `text`, safe to print: what would not show is escaped.
    static String excerpt(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            String next = escaped(codePoint);
            at += Character.charCount(codePoint);
            int room = EXCERPT_LENGTH - shown.length() - (at < text.length() ? 1 : 0);
            if (next.length() > room) {
                return shown.append('…').toString();
            }
            shown.append(next);
        }
        return shown.toString();
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case 0 -> "\\0";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> "\\u%04x".formatted(codePoint);
                    default -> Character.toString(codePoint);
                };
        };
    }
}
