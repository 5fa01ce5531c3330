package epostadm.mailstore.content;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;

/// Picks fields out of a header, octet for octet as they stand there. A line that is no field passes for one whose
/// name is all of it, so that what is wanted and what is not are together the header.
final class HeaderLines {

    private HeaderLines() {}

    static byte[] pick(byte[] header, Predicate<String> wanted) {
        ByteArrayOutputStream picked = new ByteArrayOutputStream(Math.min(header.length, 1024));
        boolean taken = false;
        for (int begin = 0; begin < header.length; ) {
            int end = lineEnd(header, begin);
            if (blank(header, begin, end)) {
                picked.write(header, begin, header.length - begin);
                break;
            }
            boolean continued = begin > 0 && (header[begin] == ' ' || header[begin] == '\t');
            if (!continued) {
                taken = wanted.test(name(header, begin, end));
            }
            if (taken) {
                picked.write(header, begin, end - begin);
            }
            begin = end;
        }
        return picked.toByteArray();
    }

    /// Behind the line's end.
    private static int lineEnd(byte[] header, int begin) {
        int at = begin;
        while (at < header.length && header[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, header.length);
    }

    private static boolean blank(byte[] header, int begin, int end) {
        return end - begin == 1 && header[begin] == '\n'
                || end - begin == 2 && header[begin] == '\r' && header[begin + 1] == '\n';
    }

    private static String name(byte[] header, int begin, int end) {
        int colon = begin;
        while (colon < end && header[colon] != ':') {
            colon++;
        }
        return new String(header, begin, colon - begin, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
