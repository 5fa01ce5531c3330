package epostadm.mailstore.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// What octets that do not say their charset are read as: ISO-2022-JP by its escapes, UTF-8 where they can be that,
/// else Shift_JIS or EUC-JP by what is the likelier Japanese, else one of western Europe.
final class CharsetGuess {

    static final byte ESCAPE = 0x1B;

    private static final Charset ISO_2022_JP = MailCharsets.of("iso-2022-jp").orElse(StandardCharsets.ISO_8859_1);
    private static final Charset ISO_2022_JP_2 =
            MailCharsets.of("iso-2022-jp-2").orElse(StandardCharsets.ISO_8859_1);
    private static final Charset ISO_2022_KR = MailCharsets.of("iso-2022-kr").orElse(StandardCharsets.ISO_8859_1);
    private static final Charset SHIFT_JIS = MailCharsets.of("shift_jis").orElse(StandardCharsets.ISO_8859_1);
    private static final Charset EUC_JP = MailCharsets.of("euc-jp").orElse(StandardCharsets.ISO_8859_1);
    private static final Charset LATIN = MailCharsets.of("iso-8859-1").orElse(StandardCharsets.ISO_8859_1);

    private CharsetGuess() {}

    /// @param cut whether more octets follow, so that the last character may be half
    static Charset of(byte[] octets, int length, boolean cut) {
        for (int at = 0; at < length; at++) {
            Charset escaped = octets[at] == ESCAPE ? escape(octets, at, length) : null;
            if (escaped != null) {
                return escaped;
            }
        }
        ByteBuffer text = ByteBuffer.wrap(octets, 0, length);
        if (read(StandardCharsets.UTF_8, text, cut) != null) {
            return StandardCharsets.UTF_8;
        }
        OptionalInt shiftJis = likeliness(SHIFT_JIS, text, cut);
        OptionalInt eucJp = likeliness(EUC_JP, text, cut);
        if (eucJp.isPresent() && (shiftJis.isEmpty() || eucJp.getAsInt() >= shiftJis.getAsInt())) {
            return EUC_JP;
        }
        return shiftJis.isPresent() ? SHIFT_JIS : LATIN;
    }

    /// Whether an escape of ISO 2022 begins there. RFC 1468, 1554, 1557.
    static boolean escapes(byte[] octets, int at, int length) {
        return escape(octets, at, length) != null;
    }

    private static Charset escape(byte[] octets, int at, int length) {
        if (at + 2 >= length) {
            return null;
        }
        char last = at + 3 < length ? (char) octets[at + 3] : 0;
        return switch ("" + (char) octets[at + 1] + (char) octets[at + 2]) {
            case "$@", "$B", "(J", "(I" -> ISO_2022_JP;
            case "$A" -> ISO_2022_JP_2;
            case "$(" -> last == 'D' || last == 'C' ? ISO_2022_JP_2 : last == 'B' || last == '@' ? ISO_2022_JP : null;
            case "$)" -> last == 'C' ? ISO_2022_KR : null;
            default -> null;
        };
    }

    /// How much the text looks like Japanese; empty where it cannot be in that charset, or looks like a western
    /// language whose accented letters happen to be the halves of rare kanji.
    private static OptionalInt likeliness(Charset charset, ByteBuffer octets, boolean cut) {
        CharBuffer text = read(charset, octets, cut);
        if (text == null) {
            return OptionalInt.empty();
        }
        int likely = 0;
        boolean japanese = false;
        for (int i = 0; i < text.limit(); i++) {
            char c = text.get(i);
            if (c >= 0x3040 && c < 0x3100) {
                likely += 3;
                japanese = true;
            } else if (c >= 0xFF61 && c < 0xFFA0) {
                likely -= 1;
                japanese |= charset == SHIFT_JIS;
            } else if (c >= 0x80) {
                boolean common = level(c) < 2;
                likely += common ? 1 : -1;
                japanese |= common;
            }
        }
        return japanese ? OptionalInt.of(likely) : OptionalInt.empty();
    }

    /// JIS X 0208's level of a kanji, by its row; 0 for what is no kanji, 2 and above for the rare ones.
    private static int level(char c) {
        ByteBuffer code = EUC_JP.encode(String.valueOf(c));
        int lead = code.remaining() == 2 ? code.get(0) & 0xFF : 0xFF;
        return lead < 0xB0 ? 0 : lead < 0xD0 ? 1 : 2;
    }

    private static CharBuffer read(Charset charset, ByteBuffer octets, boolean cut) {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer text = CharBuffer.allocate((int) (octets.remaining() * decoder.maxCharsPerByte()) + 2);
        CoderResult result = decoder.decode(octets.duplicate(), text, !cut);
        return result.isError() ? null : text.flip();
    }
}
