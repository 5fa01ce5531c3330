package epostadm.server.imap.search;

import epostadm.mailstore.text.Folding;
import java.util.Arrays;

/// Text as searches compare it: folded, each run of spaces and line ends as one space. A line end between two
/// characters of a script that knows no spaces is nothing: Japanese mail breaks its lines within words.
///
/// Pieces may end anywhere. Most characters fold to one that is known at sight; the others go through [Folding].
final class SearchText {

    private static final int SLICE = 8192;

    private static final char[] ASCII = new char[0x80];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = Character.toTitleCase(c);
        }
    }

    private char[] slice = new char[0];

    /// What has been folded and not been let go yet.
    private char[] folded;

    private int length;
    private boolean space;
    private boolean lineEnd;
    private char last;

    SearchText(int capacity) {
        folded = new char[capacity];
    }

    /// A whole text.
    static String of(String text) {
        SearchText whole = new SearchText(text.length() + 8);
        for (int at = 0; at < text.length(); ) {
            at = whole.append(text, at);
        }
        whole.end();
        return whole.toString();
    }

    /// Takes a slice of the piece.
    ///
    /// @return where the next one begins
    int append(CharSequence piece, int from) {
        int to = Math.min(piece.length(), from + SLICE);
        if (to < piece.length() && Character.isHighSurrogate(piece.charAt(to - 1)) && to - from > 1) {
            to--;
        }
        int count = to - from;
        if (slice.length < count) {
            slice = new char[count];
        }
        piece.getChars(from, to, slice, 0);
        room(2 * count);
        for (int i = 0; i < count; i++) {
            char c = slice[i];
            if (c <= ' ' || c == '\u3000' || c == '\u00A0') {
                space = true;
                lineEnd |= c == '\n' || c == '\r';
                continue;
            }
            if (space) {
                endSpace(c);
            }
            last = c;
            if (c < ASCII.length) {
                folded[length++] = ASCII[c];
            } else if (alone(c)) {
                folded[length++] = c;
            } else {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < count;
                fold(new String(slice, i, pair ? 2 : 1));
                i += pair ? 1 : 0;
                room(2 * (count - i));
            }
        }
        return to;
    }

    /// Most of what Japanese text is made of has neither case nor width.
    private static boolean alone(char c) {
        return c >= '\u4E00' && c < '\uA000' || c >= '\u3041' && c < '\u3097' || c >= '\u30A1' && c < '\u30FB';
    }

    /// A voiced mark may join the last letter.
    private void fold(String character) {
        StringBuilder text = new StringBuilder(8);
        int begin = Math.max(0, length - 1);
        text.append(folded, begin, length - begin);
        Folding.fold(character, text);
        length = begin;
        room(text.length());
        text.getChars(0, text.length(), folded, length);
        length += text.length();
    }

    private void endSpace(char next) {
        if (!(lineEnd && wide(last) && wide(next))) {
            folded[length++] = ' ';
        }
        space = false;
        lineEnd = false;
    }

    private void room(int more) {
        if (folded.length - length < more) {
            folded = Arrays.copyOf(folded, Math.max(2 * folded.length, length + more));
        }
    }

    void end() {
        if (space) {
            room(1);
            folded[length++] = ' ';
            space = false;
            lineEnd = false;
        }
    }

    private static boolean wide(char c) {
        return c >= '\u2E80' && c < '\uA000' || c >= '\uF900' && c < '\uFB00' || c >= '\uFF00' && c < '\uFFF0';
    }

    /// How much is there that has not been let go.
    int length() {
        return length;
    }

    /// Lets all but the last ones go.
    void keep(int count) {
        int surplus = length - count;
        if (surplus > 0) {
            System.arraycopy(folded, surplus, folded, 0, count);
            length = count;
        }
    }

    /// What will stay as it is: not a kana at the end, which a voiced mark may join.
    String settled() {
        boolean kana = length > 0 && folded[length - 1] > '\u3040' && folded[length - 1] < '\u3100';
        return new String(folded, 0, kana ? length - 1 : length);
    }

    @Override
    public String toString() {
        return new String(folded, 0, length);
    }
}
