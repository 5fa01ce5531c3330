package epostadm.server.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Takes the pieces of a command one after the other, strings and literals too: RFC 9051 sections 4.3 and 9.
final class ImapReader extends ImapTokens {

    private ImapMode mode = ImapMode.REV1;

    ImapReader(CommandText text) {
        super(text);
    }

    ImapMode mode() {
        return mode;
    }

    void mode(ImapMode newMode) {
        mode = newMode;
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

    MailboxName mailbox() throws IOException, ImapSyntaxException {
        return MailboxName.parse(text("mailbox name"), mode.utf8());
    }
}
