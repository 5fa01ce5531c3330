package epostadm.server.imap;

import java.util.Locale;
import java.util.Optional;

/// Takes those pieces of a command that hold no string: words, numbers, sets, and what stands between them. RFC
/// 9051 section 9.
sealed class ImapTokens permits ImapReader {

    private static final String NOT_IN_ATOMS = "(){ %*\"\\]\u007f";
    private static final long HIGHEST_NUMBER = 0xFFFFFFFFL;

    final CommandText text;

    ImapTokens(CommandText text) {
        this.text = text;
    }

    final int depth() {
        return text.bounds().depth();
    }

    final boolean at(char c) {
        return text.peek() == c;
    }

    final boolean atEnd() {
        return text.peek() < 0;
    }

    /// Takes the character, if it is the next one.
    final boolean skip(char c) {
        boolean there = at(c);
        if (there) {
            text.advance();
        }
        return there;
    }

    final void expect(char c) throws ImapSyntaxException {
        if (!skip(c)) {
            throw new ImapSyntaxException(c == ' ' ? "space expected" : "'" + c + "' expected");
        }
    }

    final void space() throws ImapSyntaxException {
        expect(' ');
    }

    final void end() throws ImapSyntaxException {
        if (!atEnd()) {
            throw new ImapSyntaxException("too many arguments");
        }
    }

    /// Takes a space and that word behind it, if they are the next; whatever follows the word then.
    final boolean skipWord(String word) {
        boolean there = text.looksAt(word);
        for (int i = 0; there && i < word.length(); i++) {
            text.advance();
        }
        return there;
    }

    /// RFC 9051's tag.
    final String tag() throws ImapSyntaxException {
        int begin = text.position();
        while ((atomChar(text.peek()) || at(']')) && !at('+')) {
            text.advance();
        }
        return required(text.since(begin), "tag");
    }

    final String atom(String what) throws ImapSyntaxException {
        int begin = text.position();
        while (atomChar(text.peek())) {
            text.advance();
        }
        return required(text.since(begin), what);
    }

    /// An atom in upper case.
    final String word(String what) throws ImapSyntaxException {
        return atom(what).toUpperCase(Locale.ROOT);
    }

    /// Letters, digits, dots and hyphens, in upper case: the name of something that may be followed by brackets.
    final String name(String what) throws ImapSyntaxException {
        int begin = text.position();
        while (nameChar(text.peek())) {
            text.advance();
        }
        return required(text.since(begin).toUpperCase(Locale.ROOT), what);
    }

    static String required(String found, String what) throws ImapSyntaxException {
        if (found.isEmpty()) {
            throw new ImapSyntaxException("missing " + what);
        }
        return found;
    }

    private static boolean nameChar(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    static boolean atomChar(int c) {
        return c > ' ' && c < 0x7F && NOT_IN_ATOMS.indexOf(c) < 0;
    }

    /// RFC 3501's `number`.
    final long number(String what) throws ImapSyntaxException {
        long number = number64(what);
        if (number > HIGHEST_NUMBER) {
            throw new ImapSyntaxException("bad " + what);
        }
        return number;
    }

    /// RFC 3501's `nz-number`.
    final long positive(String what) throws ImapSyntaxException {
        long number = at('0') ? 0 : number(what);
        if (number == 0) {
            throw new ImapSyntaxException("bad " + what);
        }
        return number;
    }

    /// RFC 9051's `number64`, 63 bits.
    final long number64(String what) throws ImapSyntaxException {
        int begin = text.position();
        while (text.peek() >= '0' && text.peek() <= '9') {
            text.advance();
        }
        String digits = required(text.since(begin), what);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new ImapSyntaxException("bad " + what);
        }
    }

    final SequenceSet sequenceSet() throws ImapSyntaxException {
        int begin = text.position();
        while (text.peek() > ' ' && !at(')')) {
            text.advance();
        }
        Optional<SequenceSet> set = SequenceSet.parse(text.since(begin));
        if (set.isEmpty()) {
            throw new ImapSyntaxException("bad sequence set");
        }
        return set.get();
    }

    /// Whether a sequence set may begin here.
    final boolean atSequenceSet() {
        int c = text.peek();
        return c >= '0' && c <= '9' || c == '*' || c == '$';
    }
}
