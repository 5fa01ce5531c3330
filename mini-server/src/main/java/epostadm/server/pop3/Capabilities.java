package epostadm.server.pop3;

import java.util.ArrayList;
import java.util.List;

/// What CAPA announces, by what the session can do at this moment. RFC 2449 sections 5 and 6.
///
/// @param loggedIn in TRANSACTION state
/// @param stls TLS is offered and not active yet (RFC 2595 section 4)
/// @param clearText a password may be sent as it is: USER and PASS are there
/// @param mechanisms those of SASL that may be used now (RFC 5034 section 3)
public record Capabilities(boolean loggedIn, boolean stls, boolean clearText, List<String> mechanisms) {

    public Capabilities {
        mechanisms = List.copyOf(mechanisms);
    }

    public Pop3Reply reply() {
        List<String> lines = new ArrayList<>(List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"));
        if (clearText) {
            lines.add("USER");
        }
        if (!mechanisms.isEmpty()) {
            lines.add("SASL " + String.join(" ", mechanisms));
        }
        if (stls && !loggedIn) {
            lines.add("STLS");
        }
        lines.add("UTF8 USER");
        lines.add("EXPIRE NEVER");
        if (loggedIn) {
            lines.add("IMPLEMENTATION epostadm");
        }
        return new Pop3Reply.Listing("capabilities follow", lines);
    }
}
