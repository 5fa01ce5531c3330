package epostadm.mailstore.spool;

import java.util.List;

/// Who sent a queued message and who is still to get it: the vendor's `.RCP` file, and what stands beside it.
///
/// The reverse-path is empty for the null sender (RFC 5321 section 4.5.5). `unknown` are the lines, with their ends
/// and one char a byte, that are not understood and stay as they are. docs/store-format.md, "Queue".
public record Envelope(
        String messageId, String reversePath, List<Recipient> recipients, EnvelopeExtras extras, List<String> unknown) {

    public Envelope {
        EnvelopeLine.requirePath(messageId);
        EnvelopeLine.requirePath(reversePath);
        recipients = List.copyOf(recipients);
        unknown = List.copyOf(unknown);
    }

    /// The envelope of a new message; `host` is this server's name.
    public static Envelope of(
            QueueId id, String host, String reversePath, List<Recipient> recipients, EnvelopeExtras extras) {
        return new Envelope(id + "@" + host, reversePath, recipients, extras, List.of());
    }

    /// The vendor's file for it.
    public byte[] text(String lineEnd) {
        return EnvelopeText.format(this, lineEnd);
    }

    /// Our file beside that.
    public byte[] extrasText() {
        return ExtrasText.format(this);
    }

    public boolean nullSender() {
        return reversePath.isEmpty();
    }

    public Envelope withMessageId(QueueId id, String host) {
        return new Envelope(id + "@" + host, reversePath, recipients, extras, unknown);
    }

    public Envelope withReversePath(String newReversePath) {
        return new Envelope(messageId, newReversePath, recipients, extras, unknown);
    }

    public Envelope withRecipients(List<Recipient> newRecipients) {
        return new Envelope(messageId, reversePath, newRecipients, extras, unknown);
    }

    public Envelope withExtras(EnvelopeExtras newExtras) {
        return new Envelope(messageId, reversePath, recipients, newExtras, unknown);
    }
}
