package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// What a message's header says of where it comes from and goes to: RFC 9051 section 7.5.2. One char is one octet.
///
/// Sender and reply-to are who it is from where they say nothing themselves.
public record Envelope(
        Optional<String> date,
        Optional<String> subject,
        List<Mailbox> from,
        List<Mailbox> sender,
        List<Mailbox> replyTo,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> bcc,
        Optional<String> inReplyTo,
        Optional<String> messageId) {

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    static Envelope of(PartHeader header) {
        List<Mailbox> from = addresses(header, "from");
        List<Mailbox> sender = addresses(header, "sender");
        List<Mailbox> replyTo = addresses(header, "reply-to");
        return new Envelope(
                header.first("date"),
                header.first("subject"),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(header, "to"),
                addresses(header, "cc"),
                addresses(header, "bcc"),
                header.first("in-reply-to"),
                header.first("message-id"));
    }

    private static List<Mailbox> addresses(PartHeader header, String name) {
        return header.joined(name, ", ").map(AddressScanner::scan).orElse(List.of());
    }
}
