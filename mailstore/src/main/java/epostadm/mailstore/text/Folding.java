package epostadm.mailstore.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Makes texts comparable: without case (RFC 5051, `i;unicode-casemap`), and half-width and full-width forms as
/// one. Hiragana and katakana stay two things.
///
/// Beyond RFC 5051: a kana and its voiced mark are one letter (or か would be found in が), what decomposition brings
/// forth loses its case too, ß is ss, and letters that the charsets of Japan map in two ways are one.
public final class Folding {

    /// In a page: this character becomes several, or none.
    private static final char SEVERAL = '\uFFFF';

    private static final char VOICED = '\u3099';
    private static final char SEMI_VOICED = '\u309A';

    /// What each character of the first plane becomes, 256 to a page, worked out when the page is first wanted.
    private static final AtomicReferenceArray<char[]> PAGES = new AtomicReferenceArray<>(256);

    /// For those that become several.
    private static final AtomicReferenceArray<String> LONG = new AtomicReferenceArray<>(1 << 16);

    private Folding() {}

    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        fold(text, folded);
        return folded.toString();
    }

    /// Appends the folded text: piece after piece gives what the whole text would. A surrogate pair is in one
    /// piece.
    public static void fold(CharSequence text, StringBuilder folded) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                folded.append(expansion(Character.toCodePoint(c, text.charAt(++i))));
                continue;
            }
            char single = page(c >> 8)[c & 0xFF];
            if (single == VOICED || single == SEMI_VOICED) {
                mark(single, folded);
            } else if (single != SEVERAL) {
                folded.append(single);
            } else {
                folded.append(several(c));
            }
        }
    }

    /// Half-width kana and old programs write the mark for itself.
    private static void mark(char mark, StringBuilder folded) {
        int last = folded.length() - 1;
        if (last >= 0 && folded.charAt(last) > '\u3040' && folded.charAt(last) < '\u3100') {
            String letter = Normalizer.normalize("" + folded.charAt(last) + mark, Form.NFC);
            if (letter.length() == 1) {
                folded.setCharAt(last, letter.charAt(0));
                return;
            }
        }
        folded.append(mark);
    }

    private static char[] page(int number) {
        char[] page = PAGES.get(number);
        if (page == null) {
            page = new char[256];
            for (int i = 0; i < page.length; i++) {
                String expansion = expansion(number << 8 | i);
                page[i] = expansion.length() == 1 ? expansion.charAt(0) : SEVERAL;
            }
            PAGES.set(number, page);
        }
        return page;
    }

    private static String several(char c) {
        String expansion = LONG.get(c);
        if (expansion == null) {
            expansion = expansion(c);
            LONG.set(c, expansion);
        }
        return expansion;
    }

    private static String expansion(int c) {
        String twin = twin(c);
        if (twin != null) {
            return twin;
        }
        if (c >= 0xD800 && c <= 0xDFFF) {
            return Character.toString(c);
        }
        String decomposed = Normalizer.normalize(Character.toString(Character.toTitleCase(c)), Form.NFKD);
        StringBuilder title = new StringBuilder();
        decomposed.codePoints().map(Character::toTitleCase).forEach(title::appendCodePoint);
        return title.toString();
    }

    /// What is not as Unicode decomposes it; null for all others.
    private static String twin(int c) {
        boolean letter = c >= 0x3041 && c <= 0x3098 || c >= 0x309D && c <= 0x30FE || c >= 0xAC00 && c <= 0xD7A3;
        if (letter) {
            return Character.toString(c);
        }
        return switch (c) {
            case 'ß', 'ẞ' -> "SS";
            case '\u309B' -> "\u3099";
            case '\u309C' -> "\u309A";
            case '\u301C', '\u203E' -> "~";
            case '\u2212' -> "-";
            case '\u00A5', '\uFFE5' -> "\\";
            case '\u2014' -> "\u2015";
            case '\u2016' -> "\u2225";
            case '\uFEFF' -> "";
            default -> null;
        };
    }
}
