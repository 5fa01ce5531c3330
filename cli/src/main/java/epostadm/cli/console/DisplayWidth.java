package epostadm.cli.console;

/// How many columns of a terminal a text takes: two for a wide East Asian character, none for a combining mark.
///
/// Characters of ambiguous width count one, as terminals in a UTF-8 locale draw them. Unicode Standard Annex #11.
final class DisplayWidth {

    /// First and last code point of each wide or fullwidth block, ascending.
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2e80, 0x303e,
        0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
        0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2ff, 0x1f300,
        0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    private DisplayWidth() {}

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += c < 0x300 ? 1 : of(c);
            i += Character.charCount(c);
        }
        return width;
    }

    private static int of(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                return 0;
            }
            default -> {
                for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
                    if (codePoint <= WIDE[i + 1]) {
                        return 2;
                    }
                }
                return 1;
            }
        }
    }
}
