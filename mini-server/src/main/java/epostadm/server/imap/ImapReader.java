package epostadm.server.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Takes the pieces of a command one after the other: RFC 9051 section 9.
final class ImapReader {

    private static final String NOT_IN_ATOMS = "(){ %*\"\\]\u007f";
    private static final long HIGHEST_NUMBER = 0xFFFFFFFFL;

    private final CommandText text;
    private ImapMode mode = ImapMode.REV1;

    ImapReader(CommandText text) {
        this.text = text;
    }

    ImapMode mode() {
        return mode;
    }

    void mode(ImapMode newMode) {
        mode = newMode;
    }

    int depth() {
        return text.bounds().depth();
    }

    boolean at(char c) {
        return text.peek() == c;
    }

    boolean atEnd() {
        return text.peek() < 0;
    }

    /// Takes the character, if it is the next one.
    boolean skip(char c) {
        boolean there = at(c);
        if (there) {
            text.advance();
        }
        return there;
    }

    void expect(char c) throws ImapSyntaxException {
        if (!skip(c)) {
            throw new ImapSyntaxException(c == ' ' ? "space expected" : "'" + c + "' expected");
        }
    }

    void space() throws ImapSyntaxException {
        expect(' ');
    }

    void end() throws ImapSyntaxException {
        if (!atEnd()) {
            throw new ImapSyntaxException("too many arguments");
        }
    }

    /// Takes a space and that word behind it, if they are the next; whatever follows the word then.
    boolean skipWord(String word) {
        boolean there = text.looksAt(word);
        for (int i = 0; there && i < word.length(); i++) {
            text.advance();
        }
        return there;
    }

    /// RFC 9051's tag.
    String tag() throws ImapSyntaxException {
        int begin = text.position();
        while ((atomChar(text.peek()) || at(']')) && !at('+')) {
            text.advance();
        }
        return required(text.since(begin), "tag");
    }

    String atom(String what) throws ImapSyntaxException {
        int begin = text.position();
        while (atomChar(text.peek())) {
            text.advance();
        }
        return required(text.since(begin), what);
    }

    /// An atom in upper case.
    String word(String what) throws ImapSyntaxException {
        return atom(what).toUpperCase(Locale.ROOT);
    }

    /// Letters, digits, dots and hyphens, in upper case: the name of something that may be followed by brackets.
    String name(String what) throws ImapSyntaxException {
        int begin = text.position();
        while (nameChar(text.peek())) {
            text.advance();
        }
        return required(text.since(begin).toUpperCase(Locale.ROOT), what);
    }

    private static String required(String found, String what) throws ImapSyntaxException {
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

    /// The octets of an atom or a string.
    byte[] astring(String what) throws IOException, ImapSyntaxException {
        return atString() ? string(what) : run(what, "]");
    }

    /// The octets of a pattern for LIST, or a string.
    byte[] pattern() throws IOException, ImapSyntaxException {
        return atString() ? string("pattern") : run("pattern", "]%*");
    }

    private boolean atString() {
        return at('"') || at('{');
    }

    private byte[] run(String what, String also) throws ImapSyntaxException {
        int begin = text.position();
        while (atomChar(text.peek()) || text.peek() > 0 && also.indexOf(text.peek()) >= 0) {
            text.advance();
        }
        return required(text.since(begin), what).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The octets of a quoted string or a literal.
    byte[] string(String what) throws IOException, ImapSyntaxException {
        if (at('"')) {
            return quoted();
        }
        Optional<CommandText.Announced> announced = text.announced();
        if (announced.isEmpty() || announced.get().binary()) {
            throw new ImapSyntaxException("bad " + what);
        }
        byte[] octets = text.literal(announced.get());
        if (contains(octets, 0)) {
            throw new ImapSyntaxException("null in a literal");
        }
        return octets;
    }

    private static boolean contains(byte[] octets, int wanted) {
        for (byte octet : octets) {
            if (octet == wanted) {
                return true;
            }
        }
        return false;
    }

    private byte[] quoted() throws ImapSyntaxException {
        text.advance();
        byte[] octets = new byte[32];
        int length = 0;
        while (!at('"')) {
            boolean escaped = skip('\\');
            int c = text.peek();
            if (escaped && c >= 0 && c != '"' && c != '\\') {
                throw new ImapSyntaxException("bad escape");
            }
            if (c <= 0 || c == '\r' || c == '\n') {
                throw new ImapSyntaxException(c < 0 ? "quoted string without end" : "control character");
            }
            if (length == octets.length) {
                octets = Arrays.copyOf(octets, length * 2);
            }
            octets[length++] = (byte) c;
            text.advance();
        }
        text.advance();
        return Arrays.copyOf(octets, length);
    }

    /// A message's octets, kept elsewhere; of RFC 3516's kind where it begins with `~`.
    KeptLiteral kept() throws IOException, ImapSyntaxException, ImapRefusedException {
        Optional<CommandText.Announced> announced = text.announced();
        if (announced.isEmpty()) {
            throw new ImapSyntaxException("literal expected");
        }
        return text.kept(announced.get());
    }

    /// An atom or a string as text. RFC 6855 section 3: what is not ASCII has to be UTF-8.
    String text(String what) throws IOException, ImapSyntaxException {
        return utf8(astring(what), what);
    }

    static String utf8(byte[] octets, String what) throws ImapSyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImapSyntaxException(what + " is not UTF-8");
        }
    }

    /// A string as text, or NIL.
    Optional<String> nstring(String what) throws IOException, ImapSyntaxException {
        if (at('"') || at('{')) {
            return Optional.of(utf8(string(what), what));
        }
        if (!word(what).equals("NIL")) {
            throw new ImapSyntaxException("bad " + what);
        }
        return Optional.empty();
    }

    /// RFC 3501's `number`.
    long number(String what) throws ImapSyntaxException {
        long number = number64(what);
        if (number > HIGHEST_NUMBER) {
            throw new ImapSyntaxException("bad " + what);
        }
        return number;
    }

    /// RFC 3501's `nz-number`.
    long positive(String what) throws ImapSyntaxException {
        long number = at('0') ? 0 : number(what);
        if (number == 0) {
            throw new ImapSyntaxException("bad " + what);
        }
        return number;
    }

    /// RFC 9051's `number64`, 63 bits.
    long number64(String what) throws ImapSyntaxException {
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

    SequenceSet sequenceSet() throws ImapSyntaxException {
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
    boolean atSequenceSet() {
        int c = text.peek();
        return c >= '0' && c <= '9' || c == '*' || c == '$';
    }

    MailboxName mailbox() throws IOException, ImapSyntaxException {
        return MailboxName.parse(text("mailbox name"), mode.utf8());
    }
}
