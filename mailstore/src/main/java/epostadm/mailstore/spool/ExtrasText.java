package epostadm.mailstore.spool;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of our file beside a `.RCP`: a signature, then `Name: value` lines in UTF-8; lines about a recipient
/// follow the line `Recipient`. What is not understood is dropped: the file is ours alone. docs/store-format.md,
/// "Queue".
final class ExtrasText {

    static final int LONGEST = 64 << 20;

    private static final String SIGNATURE = "#epostadm-envelope 1";

    private ExtrasText() {}

    /// Whether there is anything that the vendor's envelope does not hold.
    static boolean needed(Envelope envelope) {
        return !envelope.extras().equals(EnvelopeExtras.NONE)
                || envelope.recipients().stream()
                        .anyMatch(recipient -> recipient.notifyOn().isPresent()
                                || recipient.originalRecipient().isPresent());
    }

    static byte[] format(Envelope envelope) {
        StringBuilder text = new StringBuilder(SIGNATURE).append('\n');
        EnvelopeExtras extras = envelope.extras();
        extras.arrived().ifPresent(value -> line(text, "Arrived", value.toString()));
        extras.envelopeId().ifPresent(value -> line(text, "Envid", value));
        extras.ret().ifPresent(value -> line(text, "Ret", value));
        extras.body().ifPresent(value -> line(text, "Body", value));
        if (extras.smtpUtf8()) {
            line(text, "Smtputf8", "yes");
        }
        if (extras.tries() > 0) {
            line(text, "Tries", Integer.toString(extras.tries()));
        }
        if (extras.delayReported()) {
            line(text, "Delay-reported", "yes");
        }
        extras.lastError().ifPresent(value -> line(text, "Last-error", value));
        for (Recipient recipient : envelope.recipients()) {
            if (recipient.notifyOn().isPresent()
                    || recipient.originalRecipient().isPresent()) {
                line(text, "Recipient", recipient.address());
                recipient.notifyOn().ifPresent(value -> line(text, "Notify", value));
                recipient.originalRecipient().ifPresent(value -> line(text, "Orcpt", value));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    /// The envelope with what the file says of it; as it is where the file is not ours.
    static Envelope merge(Envelope envelope, byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (!lines[0].equals(SIGNATURE)) {
            return envelope;
        }
        EnvelopeExtras extras = EnvelopeExtras.NONE;
        List<Recipient> recipients = new ArrayList<>(envelope.recipients());
        int present = -1;
        for (String line : lines) {
            int colon = line.indexOf(": ");
            String value = colon < 0 ? "" : line.substring(colon + 2);
            if (value.isEmpty() || !EnvelopeLine.fits(value)) {
                continue;
            }
            String name = line.substring(0, colon);
            if (name.equals("Recipient")) {
                present = index(recipients, value, present + 1);
            } else if (name.equals("Notify") || name.equals("Orcpt")) {
                if (present >= 0) {
                    recipients.set(present, with(recipients.get(present), name, value));
                }
            } else {
                extras = with(extras, name, value);
            }
        }
        return envelope.withExtras(extras).withRecipients(recipients);
    }

    private static int index(List<Recipient> recipients, String address, int from) {
        for (int i = from; i < recipients.size(); i++) {
            if (recipients.get(i).address().equals(address)) {
                return i;
            }
        }
        return -1;
    }

    private static Recipient with(Recipient recipient, String name, String value) {
        return name.equals("Notify")
                ? new Recipient(recipient.address(), Optional.of(value), recipient.originalRecipient())
                : new Recipient(recipient.address(), recipient.notifyOn(), Optional.of(value));
    }

    private static EnvelopeExtras with(EnvelopeExtras e, String name, String value) {
        Optional<String> some = Optional.of(value);
        return switch (name) {
            case "Arrived" ->
                new EnvelopeExtras(
                        instant(value),
                        e.envelopeId(),
                        e.ret(),
                        e.body(),
                        e.smtpUtf8(),
                        e.tries(),
                        e.delayReported(),
                        e.lastError());
            case "Envid" -> e.withDsn(some, e.ret());
            case "Ret" -> e.withDsn(e.envelopeId(), some);
            case "Body" -> e.withContent(some, e.smtpUtf8());
            case "Smtputf8" -> e.withContent(e.body(), value.equals("yes"));
            case "Tries" ->
                new EnvelopeExtras(
                        e.arrived(),
                        e.envelopeId(),
                        e.ret(),
                        e.body(),
                        e.smtpUtf8(),
                        number(value),
                        e.delayReported(),
                        e.lastError());
            case "Delay-reported" -> value.equals("yes") ? e.withDelayReported() : e;
            case "Last-error" ->
                new EnvelopeExtras(
                        e.arrived(),
                        e.envelopeId(),
                        e.ret(),
                        e.body(),
                        e.smtpUtf8(),
                        e.tries(),
                        e.delayReported(),
                        some);
            default -> e;
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
