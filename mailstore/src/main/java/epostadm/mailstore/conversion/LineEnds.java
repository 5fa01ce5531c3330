package epostadm.mailstore.conversion;

import epostadm.mailstore.mail.Edition;
import java.io.ByteArrayOutputStream;

/// Line ends of control files. No encoding need be known: neither CR nor LF is part of another character in ASCII,
/// ISO-2022-JP, Windows-31J or UTF-8.
final class LineEnds {

    private LineEnds() {}

    /// The text with the line ends of an edition; one that is scrambled or no text as it is.
    static byte[] of(byte[] text, Edition edition) {
        if (!isText(text)) {
            return text.clone();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 64);
        for (int i = 0; i < text.length; i++) {
            boolean beforeLineFeed = i + 1 < text.length && text[i + 1] == '\n';
            if (text[i] == '\r' && beforeLineFeed) {
                continue;
            }
            if (text[i] == '\n' && edition == Edition.WINDOWS) {
                out.write('\r');
            }
            out.write(text[i]);
        }
        return out.toByteArray();
    }

    /// The vendor marks what it has scrambled by a first byte of 0xFF.
    private static boolean isText(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == (byte) 0xff) {
            return false;
        }
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }
}
