package epostadm.server.queue;

import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.Recipient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Queues messages that come of another one's delivery: `-T` forwarded, `-Y` an automatic reply.
///
/// When a method returns, the message is in the queue, and its delivery begins once the one that it comes of is
/// settled. The same branch asked for again, after a crash, is found and not made twice: sender, recipients and
/// kind tell it. docs/store-format.md, "Queue".
public interface Branches {

    /// The message itself, for other recipients, from whomever; the reverse-path is empty for the null sender.
    void forward(String reversePath, List<Recipient> recipients, EnvelopeExtras extras) throws IOException;

    /// A new message.
    void reply(String reversePath, List<Recipient> recipients, Text text) throws IOException;

    /// Writes a message's text: header and body, LF or CRLF, dots as they are.
    @FunctionalInterface
    interface Text {
        void writeTo(OutputStream out) throws IOException;
    }
}
