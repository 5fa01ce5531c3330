package epostadm.server.imap.transcript;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// One answer of a server.
///
/// @param tag `*`, `+`, or that of a command
/// @param raw all of it, without its last CRLF
record Answer(String tag, List<Value> values, String raw) {

    boolean untagged() {
        return tag.equals("*");
    }

    boolean continues() {
        return tag.equals("+");
    }

    @Override
    public String toString() {
        return readable(raw);
    }

    /// Octets as they are read by people.
    static String readable(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replace("\r\n", "\n        ");
    }
}
