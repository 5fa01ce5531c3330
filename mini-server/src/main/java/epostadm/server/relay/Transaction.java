package epostadm.server.relay;

import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import java.util.List;

/// One message on its way to one server: what the client side needs of it.
///
/// @param size of its text, in octets
record Transaction(QueuedMessage message, List<Recipient> recipients, long size) {

    /// Whether header or addresses cannot be sent without SMTPUTF8 (RFC 6531 section 3).
    boolean utf8() {
        return message.envelope().extras().smtpUtf8()
                || !ascii(message.envelope().reversePath())
                || recipients.stream().anyMatch(recipient -> !ascii(recipient.address()));
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
