package epostadm.server.imap.search.order;

import epostadm.mailstore.text.Folding;

/// Text as it is sorted: folded, by the order of its characters' numbers (RFC 5051's of its UTF-8 octets). What
/// could not be decoded comes behind all that could: RFC 5255 section 4.6.
record SortText(String folded, boolean readable) implements Comparable<SortText> {

    static final SortText EMPTY = new SortText("", true);

    private static final char UNREADABLE = '\uFFFD';

    static SortText of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        String folded = Folding.fold(text);
        return new SortText(folded, folded.indexOf(UNREADABLE) < 0);
    }

    @Override
    public int compareTo(SortText other) {
        return readable == other.readable ? compare(folded, other.folded) : readable ? -1 : 1;
    }

    /// Surrogates stand for characters above all others.
    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean high = Character.isSurrogate(a);
                return high != Character.isSurrogate(b) ? (high ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
