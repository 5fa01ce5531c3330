package epostadm.mailstore.content;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Mailbox;
import java.util.List;
import java.util.Optional;

/// An envelope in few octets.
final class HeadPack {

    private static final int SENDER = 1;
    private static final int REPLY_TO = 2;

    private HeadPack() {}

    static void write(PackWriter out, Envelope envelope) {
        boolean sender = !envelope.sender().equals(envelope.from());
        boolean replyTo = !envelope.replyTo().equals(envelope.from());
        out.number((sender ? SENDER : 0) + (replyTo ? REPLY_TO : 0));
        out.text(envelope.date());
        out.text(envelope.subject());
        out.list(envelope.from(), HeadPack::mailbox);
        if (sender) {
            out.list(envelope.sender(), HeadPack::mailbox);
        }
        if (replyTo) {
            out.list(envelope.replyTo(), HeadPack::mailbox);
        }
        out.list(envelope.to(), HeadPack::mailbox);
        out.list(envelope.cc(), HeadPack::mailbox);
        out.list(envelope.bcc(), HeadPack::mailbox);
        out.text(envelope.inReplyTo());
        out.text(envelope.messageId());
    }

    private static void mailbox(PackWriter out, Mailbox mailbox) {
        out.text(mailbox.name());
        out.text(mailbox.route());
        out.text(mailbox.mailbox());
        out.text(mailbox.host());
    }

    static Envelope read(PackReader in) {
        long own = in.number();
        var date = in.optional();
        var subject = in.optional();
        List<Mailbox> from = in.list(HeadPack::mailbox);
        List<Mailbox> sender = (own & SENDER) == 0 ? from : in.list(HeadPack::mailbox);
        List<Mailbox> replyTo = (own & REPLY_TO) == 0 ? from : in.list(HeadPack::mailbox);
        return new Envelope(
                date,
                subject,
                from,
                sender,
                replyTo,
                in.list(HeadPack::mailbox),
                in.list(HeadPack::mailbox),
                in.list(HeadPack::mailbox),
                in.optional(),
                in.optional());
    }

    static Optional<String> date(PackReader in) {
        in.number();
        return in.optional();
    }

    static Optional<String> subject(PackReader in) {
        in.number();
        in.skip();
        return in.optional();
    }

    private static Mailbox mailbox(PackReader in) {
        return new Mailbox(in.optional(), in.optional(), in.optional(), in.optional());
    }
}
