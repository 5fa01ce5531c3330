package epostadm.mailstore.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The Return-Path field at the very start of a stored message, where final delivery wants it and relaying does not
/// (RFC 5321 section 4.4).
final class ReturnPathLine {

    private static final byte[] NAME = "return-path:".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 8192;

    private ReturnPathLine() {}

    static byte[] of(String reversePath) {
        return ("Return-Path: <" + reversePath + ">\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the message begins with that very line.
    static boolean leads(InputStream stored, String reversePath) throws IOException {
        byte[] line = of(reversePath);
        byte[] start = stored.readNBytes(line.length + 1);
        return start.length > line.length
                && Arrays.equals(line, 0, line.length, start, 0, line.length)
                && start[line.length] != ' '
                && start[line.length] != '\t';
    }

    /// The stored message without a Return-Path field that it begins with.
    static InputStream without(InputStream stored) throws IOException {
        byte[] start = stored.readNBytes(LONGEST);
        int length = length(start);
        InputStream begun = new ByteArrayInputStream(start, length, start.length - length);
        return start.length < LONGEST ? begun : new SequenceInputStream(begun, stored);
    }

    /// How many bytes the field has, with its continuation lines; 0 where there is none, or no end of it in sight.
    private static int length(byte[] start) {
        for (int i = 0; i < NAME.length; i++) {
            if (i == start.length || lowerCase(start[i]) != NAME[i]) {
                return 0;
            }
        }
        for (int i = NAME.length; i + 1 < start.length; i++) {
            if (start[i] == '\n' && start[i + 1] != ' ' && start[i + 1] != '\t') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
