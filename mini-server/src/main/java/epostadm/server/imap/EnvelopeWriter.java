package epostadm.server.imap;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Mailbox;
import java.util.List;

/// Writes envelopes: RFC 9051 section 7.5.2, `envelope`.
public final class EnvelopeWriter {

    private EnvelopeWriter() {}

    public static void write(ImapWriter out, Envelope envelope) {
        out.say('(').headerString(envelope.date());
        out.space().headerString(envelope.subject());
        for (List<Mailbox> addresses : List.of(
                envelope.from(), envelope.sender(), envelope.replyTo(), envelope.to(), envelope.cc(), envelope.bcc())) {
            addresses(out.space(), addresses);
        }
        out.space().headerString(envelope.inReplyTo());
        out.space().headerString(envelope.messageId()).say(')');
    }

    /// The addresses follow each other without a space: `1*address`.
    private static void addresses(ImapWriter out, List<Mailbox> addresses) {
        if (addresses.isEmpty()) {
            out.nil();
            return;
        }
        out.say('(');
        for (Mailbox address : addresses) {
            out.say('(').headerString(address.name());
            out.space().headerString(address.route());
            out.space().headerString(address.mailbox());
            out.space().headerString(address.host()).say(')');
        }
        out.say(')');
    }
}
