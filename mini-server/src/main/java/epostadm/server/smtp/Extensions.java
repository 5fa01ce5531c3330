package epostadm.server.smtp;

import java.util.ArrayList;
import java.util.List;

/// What EHLO's reply offers at this moment of a session. RFC 5321 section 4.1.1.1.
///
/// @param maxSize the largest message taken, in octets (RFC 1870)
/// @param startTls whether TLS can be begun (RFC 3207): not where it has been
/// @param mechanisms how the client may authenticate (RFC 4954): empty where it cannot or has done so
/// @param lmtp LMTP has no HELP to speak of and must have PIPELINING and ENHANCEDSTATUSCODES (RFC 2033 section 5)
public record Extensions(long maxSize, boolean startTls, List<String> mechanisms, boolean lmtp) {

    public Extensions {
        mechanisms = List.copyOf(mechanisms);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("PIPELINING");
        lines.add("SIZE " + maxSize);
        if (startTls) {
            lines.add("STARTTLS");
        }
        if (!mechanisms.isEmpty()) {
            lines.add("AUTH " + String.join(" ", mechanisms));
        }
        lines.add("ENHANCEDSTATUSCODES");
        lines.add("8BITMIME");
        lines.add("SMTPUTF8");
        lines.add("CHUNKING");
        lines.add("DSN");
        if (!lmtp) {
            lines.add("HELP");
        }
        return lines;
    }
}
