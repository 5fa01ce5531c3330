package epostadm.server.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What CAPABILITY announces, by what the session can do at this moment: RFC 9051 section 6.1.1.
///
/// @param extensions those that work
/// @param appendLimit octets of a message, RFC 7889; 0 where each mailbox has its own
/// @param startTls TLS is offered and not active yet
/// @param clearText a password may be sent as it is: LOGIN is there
/// @param mechanisms those of SASL that may be used now
public record ImapCapabilities(
        Set<ImapExtension> extensions,
        long appendLimit,
        boolean startTls,
        boolean clearText,
        List<String> mechanisms,
        boolean loggedIn) {

    public ImapCapabilities {
        extensions = extensions.isEmpty() ? Set.of() : Set.copyOf(extensions);
        mechanisms = List.copyOf(mechanisms);
    }

    /// All that the language knows, with literals that may come unasked at any length.
    public static Set<ImapExtension> all() {
        return EnumSet.complementOf(EnumSet.of(ImapExtension.LITERAL_MINUS));
    }

    /// The names, in an order that is always the same.
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("IMAP4rev1"));
        for (ImapExtension extension : ImapExtension.values()) {
            if (extensions.contains(extension) && (loggedIn || extension.beforeLogin())) {
                names.add(
                        extension == ImapExtension.APPENDLIMIT && appendLimit > 0
                                ? extension.text() + "=" + appendLimit
                                : extension.text());
            }
        }
        if (!loggedIn) {
            if (startTls) {
                names.add("STARTTLS");
            }
            if (!clearText) {
                names.add("LOGINDISABLED");
            }
            mechanisms.forEach(mechanism -> names.add("AUTH=" + mechanism));
        }
        return names;
    }

    public ResponseCode code() {
        return new ResponseCode.Capability(names());
    }
}
