package epostadm.mailstore.spool;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The text of a `.RCP` file. Read in any case and with either line end; addresses may stand in angle brackets.
///
/// docs/store-format.md, "Queue".
final class EnvelopeText {

    /// Some ten thousand recipients; nothing of that size is an envelope by mistake.
    static final int LONGEST = 16 << 20;

    private static final String MESSAGE_ID = "Message-ID";
    private static final String RETURN_PATH = "Return-path";
    private static final String RECIPIENT = "Recipient";

    private EnvelopeText() {}

    static EnvelopeReading parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Optional<String> messageId = Optional.empty();
        Optional<String> reversePath = Optional.empty();
        List<Recipient> recipients = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed + 1;
            String line = text.substring(start, end);
            start = end;
            number++;
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "message-id", "return-path", "recipient" -> {
                    Optional<String> path = path(line.substring(colon + 1));
                    boolean needed = name.equals("recipient");
                    if (path.isEmpty() || needed && path.get().isEmpty()) {
                        return new EnvelopeReading.Damaged(number, shown(line), "an address");
                    }
                    switch (name) {
                        case "message-id" -> messageId = path;
                        case "return-path" -> reversePath = path;
                        default -> recipients.add(Recipient.of(path.get()));
                    }
                }
                default -> unknown.add(line);
            }
        }
        if (reversePath.isEmpty()) {
            return new EnvelopeReading.Damaged(0, "no " + RETURN_PATH, RETURN_PATH + ": <address>");
        }
        if (recipients.isEmpty()) {
            return new EnvelopeReading.Damaged(0, "no " + RECIPIENT, RECIPIENT + ": <address>");
        }
        return new EnvelopeReading.Whole(
                new Envelope(messageId.orElse(""), reversePath.get(), recipients, EnvelopeExtras.NONE, unknown));
    }

    static byte[] format(Envelope envelope, String lineEnd) {
        StringBuilder text = new StringBuilder();
        if (!envelope.messageId().isEmpty()) {
            text.append(MESSAGE_ID + ": <")
                    .append(envelope.messageId())
                    .append('>')
                    .append(lineEnd);
        }
        text.append(RETURN_PATH + ": ")
                .append(envelope.nullSender() ? "<>" : envelope.reversePath())
                .append(lineEnd);
        for (Recipient recipient : envelope.recipients()) {
            text.append(RECIPIENT + ": ").append(recipient.address()).append(lineEnd);
        }
        byte[] known = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] unknown = String.join("", envelope.unknown()).getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(known.length + unknown.length)
                .put(known)
                .put(unknown)
                .array();
    }

    /// The address behind the colon; empty for the null sender, nothing where it can be none.
    private static Optional<String> path(String latin1) {
        String value;
        try {
            value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        if (value.startsWith("<") && value.endsWith(">")) {
            value = value.substring(1, value.length() - 1).strip();
        }
        return EnvelopeLine.path(value) ? Optional.of(value) : Optional.empty();
    }

    private static String shown(String line) {
        String text = line.strip();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
