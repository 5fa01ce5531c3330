package epostadm.server.smtp.session;

import epostadm.server.smtp.DotStuffing;
import epostadm.server.smtp.EndOfData;
import epostadm.server.smtp.HeaderWatcher;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// One message on its way into a sink: counted, its header section watched, refused where it must be.
///
/// Never throws for the sink's sake: once refused it swallows what comes, so that the session stays in step.
final class MessageIntake {

    /// RFC 5321 section 6.3.
    private static final int MAX_HOPS = 100;

    private static final byte[] CR = {'\r'};

    private final SmtpService service;
    private final Envelope envelope;
    private final Client client;
    private final MessageSink sink;
    private final Instant now;
    private final HeaderWatcher header = new HeaderWatcher();
    private final EndOfData end = new EndOfData();
    private final DotStuffing stuffing;
    private long octets;
    private Optional<SmtpReply> refusal = Optional.empty();

    MessageIntake(SmtpService service, Envelope envelope, boolean extended) throws IOException {
        this.service = service;
        this.envelope = envelope;
        this.client = envelope.client();
        this.now = service.clock().instant();
        this.sink = service.messages().open(envelope);
        this.stuffing = new DotStuffing(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                sink.write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                sink.write(block, offset, length);
            }
        });
        try {
            text(TraceFields.received(envelope, extended, service.host(), sink.id(), now));
        } catch (IOException e) {
            sink.abort();
            throw e;
        }
    }

    /// Takes what came after DATA; answers how far the message reaches in it.
    int data(byte[] block, int length) {
        int to = end.scan(block, 0, length);
        octets = end.size();
        take(block, 0, to, false);
        return to;
    }

    boolean ended() {
        return end.ended();
    }

    void chunk(byte[] block, int length) {
        octets += length;
        take(block, 0, length, true);
    }

    private void take(byte[] block, int from, int to, boolean chunk) {
        if (refusal.isEmpty() && octets > service.limits().messageSize()) {
            refuse(Replies.tooLarge());
        }
        if (refusal.isPresent()) {
            return;
        }
        try {
            int body = header.ended() ? from : headerSection(block, from, to, chunk);
            write(block, body, to, chunk);
        } catch (IOException e) {
            fault(e);
        }
    }

    /// Writes the header section's part of a block, with the fields that people's messages lack at its end.
    private int headerSection(byte[] block, int from, int to, boolean chunk) throws IOException {
        boolean held = header.holdsCr();
        int at = header.scan(block, from, to);
        boolean first = held && at == from && header.ended() && header.whole();
        if (held && !first) {
            write(CR, 0, 1, chunk);
        }
        write(block, from, at, chunk);
        if (header.ended() && header.whole() && client.kind() == ListenerKind.SUBMISSION) {
            String fields = (header.hasDate() ? "" : TraceFields.date(now))
                    + (header.hasMessageId() ? "" : TraceFields.messageId(service.host(), sink.id(), now));
            byte[] added = fields.getBytes(StandardCharsets.US_ASCII);
            write(added, 0, added.length, chunk);
        }
        if (first) {
            write(CR, 0, 1, chunk);
        }
        return header.holdsCr() ? to : at;
    }

    private void write(byte[] block, int from, int to, boolean chunk) throws IOException {
        if (chunk) {
            stuffing.write(block, from, to);
        } else if (to > from) {
            sink.write(block, from, to - from);
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.write(bytes, 0, bytes.length);
    }

    /// What stands against the message so far.
    Optional<SmtpReply> refusal() {
        if (refusal.isEmpty() && (end.bareLineEnd() || stuffing.bareLineEnd())) {
            refuse(Replies.bareLineEnd());
        }
        if (refusal.isEmpty() && header.hops() > MAX_HOPS) {
            refuse(Replies.tooManyHops());
        }
        return refusal;
    }

    /// Ends a message that came in chunks.
    void endChunks() {
        if (refusal.isPresent()) {
            return;
        }
        try {
            if (header.holdsCr()) {
                write(CR, 0, 1, true);
            }
            stuffing.end();
        } catch (IOException e) {
            fault(e);
        }
    }

    /// Makes it durable; the reply says whether it is.
    SmtpReply commit() {
        if (refusal().isPresent()) {
            return refusal.get();
        }
        try {
            sink.commit();
        } catch (IOException e) {
            fault(e);
            return refusal.orElseThrow();
        }
        try {
            service.events().accepted(sink.id(), envelope, octets);
        } catch (RuntimeException e) {
            // The message is ours, whatever becomes of its lines in logs: refused, it would come again.
            service.events().fault(client, e);
        }
        return Replies.queued(sink.id() + "@" + service.host());
    }

    void abort() {
        if (refusal.isEmpty()) {
            refuse(Replies.localError());
        }
    }

    private void fault(IOException fault) {
        refuse(service.faulty(client, fault));
    }

    private void refuse(SmtpReply reply) {
        refusal = Optional.of(reply);
        sink.abort();
    }
}
