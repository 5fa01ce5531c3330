package epostadm.server.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/// Strict readings of what clients send.
final class SaslText {

    private SaslText() {}

    /// The bytes that canonical, padded base64 stands for (RFC 4422 section 4, RFC 4648 section 3).
    static byte[] base64(String text) throws SaslSyntaxException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, as for what Java lets pass.
        }
        throw new SaslSyntaxException("not base64");
    }

    static String utf8(byte[] bytes) throws SaslSyntaxException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new SaslSyntaxException("not UTF-8");
        }
    }

    /// A name or password: not empty, no NUL, and of bearable length, since hashes take time by it.
    static String cell(String text) throws SaslSyntaxException {
        if (text.isEmpty() || text.length() > SaslExchange.LONGEST_CELL || text.indexOf('\0') >= 0) {
            throw new SaslSyntaxException("not a name or password");
        }
        return text;
    }
}
