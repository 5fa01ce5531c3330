package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.Optional;

/// Decodes a line's bytes, and holds back every line that must not come near a CSV parser.
///
/// What passes has neither line ends nor control characters but tabs, so that it is one record. Reports only the
/// character that is wrong, never its surroundings, which may be a password.
final class LineScreen {

    private final CharsetDecoder decoder;
    private final CharBuffer decoded = CharBuffer.allocate(ByteLines.MAX_LENGTH);

    LineScreen(Charset charset) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// What is wrong with the line; where nothing is, its text is added to `good`.
    Optional<AccountLine.Invalid> screen(ByteLines lines, StringBuilder good) {
        if (lines.tooLong()) {
            return flawed(lines, Column.WHOLE_LINE, Reason.LINE_TOO_LONG, "");
        }
        byte[] bytes = lines.bytes();
        int column = 0;
        boolean ascii = true;
        for (int i = 0; i < lines.length(); i++) {
            byte b = bytes[i];
            if (b < 0) {
                ascii = false;
            } else if (b == '\t') {
                column++;
            } else if (b < ' ' || b == 0x7f) {
                return control(lines, Column.at(column), (char) b);
            }
        }
        if (ascii) {
            good.append(new String(bytes, 0, lines.length(), ISO_8859_1));
            return Optional.empty();
        }
        return decode(lines, good);
    }

    private Optional<AccountLine.Invalid> decode(ByteLines lines, StringBuilder good) {
        ByteBuffer bytes = ByteBuffer.wrap(lines.bytes(), 0, lines.length());
        decoded.clear();
        decoder.reset();
        CoderResult result = decoder.decode(bytes, decoded, true);
        decoded.flip();
        if (result.isError()) {
            String found = HexFormat.of()
                    .withPrefix("\\x")
                    .formatHex(lines.bytes(), bytes.position(), bytes.position() + result.length());
            Column column = columnAt(decoded.length());
            return flawed(lines, column, Reason.UNDECODABLE_BYTES, column == Column.PASS ? "" : found);
        }
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c != '\t' && Character.isISOControl(c)) {
                return control(lines, columnAt(i), c);
            }
        }
        good.append(decoded);
        return Optional.empty();
    }

    private Column columnAt(int index) {
        return Column.at(
                (int) decoded.chars().limit(index).filter(c -> c == '\t').count());
    }

    private static Optional<AccountLine.Invalid> control(ByteLines lines, Column column, char c) {
        Reason reason = switch (c) {
            case 0 -> Reason.NUL_BYTE;
            case '\r' -> Reason.LONE_CARRIAGE_RETURN;
            default -> Reason.CONTROL_CHARACTER;
        };
        String found = column == Column.PASS ? "" : CellText.excerpt(Character.toString(c));
        return flawed(lines, column, reason, found);
    }

    private static Optional<AccountLine.Invalid> flawed(ByteLines lines, Column column, Reason reason, String found) {
        return Optional.of(new AccountLine.Flawed(lines.number(), column, reason, found));
    }
}
