package epostadm.server.imap.search;

import epostadm.mailstore.text.Folding;

/// Text as searches compare it: folded, each run of spaces and line ends as one space. A line end between two
/// characters of a script that knows no spaces is nothing: Japanese mail breaks its lines within words.
///
/// Pieces may end anywhere.
final class SearchText {

    private static final int SLICE = 8192;

    private final StringBuilder squeezed = new StringBuilder();
    private final StringBuilder folded = new StringBuilder();
    private boolean space;
    private boolean lineEnd;
    private char last;

    /// A whole text.
    static String of(String text) {
        SearchText whole = new SearchText();
        for (int at = 0; at < text.length(); ) {
            at = whole.append(text, at);
        }
        whole.end();
        return whole.folded.toString();
    }

    /// Takes a slice of the piece.
    ///
    /// @return where the next one begins
    int append(CharSequence piece, int from) {
        int to = Math.min(piece.length(), from + SLICE);
        if (to < piece.length() && Character.isHighSurrogate(piece.charAt(to - 1)) && to - from > 1) {
            to--;
        }
        squeezed.setLength(0);
        for (int i = from; i < to; i++) {
            char c = piece.charAt(i);
            if (c <= ' ' || c == '\u3000' || c == '\u00A0') {
                space = true;
                lineEnd |= c == '\n' || c == '\r';
            } else {
                if (space) {
                    endSpace(c);
                }
                squeezed.append(c);
                last = c;
            }
        }
        Folding.fold(squeezed, folded);
        return to;
    }

    private void endSpace(char next) {
        if (!(lineEnd && wide(last) && wide(next))) {
            squeezed.append(' ');
        }
        space = false;
        lineEnd = false;
    }

    void end() {
        if (space) {
            folded.append(' ');
            space = false;
            lineEnd = false;
        }
    }

    private static boolean wide(char c) {
        return c >= '\u2E80' && c < '\uA000' || c >= '\uF900' && c < '\uFB00' || c >= '\uFF00' && c < '\uFFF0';
    }

    /// What has been read and not let go yet.
    StringBuilder folded() {
        return folded;
    }
}
