package epostadm.server.imap;

import epostadm.mailstore.text.MailCharsets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A charset in which a client writes what it searches for.
final class SearchCharset {

    /// The best known of what a client may name, which is whatever mail has names for: as RFC 9051 section 7.1's
    /// BADCHARSET tells it.
    static final List<String> KNOWN = List.of(
            "US-ASCII",
            "UTF-8",
            "ISO-2022-JP",
            "Shift_JIS",
            "Windows-31J",
            "EUC-JP",
            "ISO-8859-1",
            "ISO-8859-15",
            "windows-1252",
            "ISO-2022-KR",
            "EUC-KR",
            "GB18030",
            "Big5");

    private final Charset charset;

    private SearchCharset(Charset charset) {
        this.charset = charset;
    }

    /// No charset is UTF-8, of which US-ASCII is a part: RFC 9051 section 6.4.4.
    static SearchCharset of(Optional<String> label) throws ImapRefusedException {
        return MailCharsets.of(label.orElse("UTF-8"))
                .map(SearchCharset::new)
                .orElseThrow(() -> new ImapRefusedException(ImapRefusal.BAD_CHARSET));
    }

    String decode(byte[] octets) throws ImapSyntaxException {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            throw new ImapSyntaxException("text is not in its charset");
        }
    }

    /// Text that is ASCII by its nature.
    static String ascii(byte[] octets, String what) throws ImapSyntaxException {
        for (byte octet : octets) {
            if (octet < 0) {
                throw new ImapSyntaxException(what + " is not ASCII");
            }
        }
        return new String(octets, StandardCharsets.US_ASCII);
    }
}
