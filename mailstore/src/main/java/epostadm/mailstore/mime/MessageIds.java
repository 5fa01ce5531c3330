package epostadm.mailstore.mime;

import java.util.ArrayList;
import java.util.List;

/// Finds the message ids in a field such as References:, in one writing each. RFC 5322 section 3.6.4, RFC 5256
/// section 3.
public final class MessageIds {

    private static final int MOST = 10_000;

    private MessageIds() {}

    /// Without their brackets, with no more quotes than nothing; what stands between is passed over.
    public static List<String> in(String field) {
        List<String> ids = new ArrayList<>();
        int at = field.indexOf('<');
        while (at >= 0 && ids.size() < MOST) {
            int end = end(field, at + 1);
            String id = plain(field, at + 1, end);
            int sign = id.lastIndexOf('@');
            if (end < field.length() && field.charAt(end) == '>' && sign > 0 && sign < id.length() - 1) {
                ids.add(id);
            }
            // Where a second bracket opens before the first is closed, the id begins there.
            at = field.indexOf('<', end);
        }
        return ids;
    }

    /// At the bracket that closes the id, or opens the next; the end of the field where there is none.
    private static int end(String field, int from) {
        boolean quoted = false;
        for (int at = from; at < field.length(); at++) {
            char c = field.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"' && (quoted || field.indexOf('"', at + 1) >= 0)) {
                quoted = !quoted;
            } else if (!quoted && (c == '>' || c == '<')) {
                return at;
            }
        }
        return field.length();
    }

    /// RFC 5256 section 2.2 would have `<"a"@b>` and `<a@b>` be one.
    private static String plain(String field, int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            char c = field.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && at + 1 < to) {
                plain.append(field.charAt(++at));
            } else if (quoted || c > ' ') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
