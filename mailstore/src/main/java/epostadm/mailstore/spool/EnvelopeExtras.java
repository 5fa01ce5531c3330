package epostadm.mailstore.spool;

import java.time.Instant;
import java.util.Optional;

/// What is known of a queued message beyond what the vendor's envelope can hold; kept in a file of ours beside it.
///
/// `envelopeId` and `ret` are DSN's ENVID (in xtext) and RET (RFC 3461 section 4), `body` is `7BIT`, `8BITMIME` or
/// `BINARYMIME` (RFC 6152), `tries` how often delivery has failed for now, `lastError` the answer to the last try.
/// docs/store-format.md, "Queue".
public record EnvelopeExtras(
        Optional<Instant> arrived,
        Optional<String> envelopeId,
        Optional<String> ret,
        Optional<String> body,
        boolean smtpUtf8,
        int tries,
        boolean delayReported,
        Optional<String> lastError) {

    public static final EnvelopeExtras NONE = new EnvelopeExtras(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, 0, false, Optional.empty());

    public EnvelopeExtras {
        envelopeId.ifPresent(EnvelopeLine::requireValue);
        ret.ifPresent(EnvelopeLine::requireValue);
        body.ifPresent(EnvelopeLine::requireValue);
        lastError.ifPresent(EnvelopeLine::requireValue);
        if (tries < 0) {
            throw new IllegalArgumentException("negative number of tries: " + tries);
        }
    }

    public EnvelopeExtras withDsn(Optional<String> newEnvelopeId, Optional<String> newRet) {
        return new EnvelopeExtras(arrived, newEnvelopeId, newRet, body, smtpUtf8, tries, delayReported, lastError);
    }

    public EnvelopeExtras withContent(Optional<String> newBody, boolean newSmtpUtf8) {
        return new EnvelopeExtras(arrived, envelopeId, ret, newBody, newSmtpUtf8, tries, delayReported, lastError);
    }

    /// After one more try; `error` is cut down to what a line can hold.
    public EnvelopeExtras afterTry(Instant arrival, String error) {
        return new EnvelopeExtras(
                Optional.of(arrived.orElse(arrival)),
                envelopeId,
                ret,
                body,
                smtpUtf8,
                tries + 1,
                delayReported,
                Optional.of(oneLine(error)).filter(line -> !line.isEmpty()));
    }

    public EnvelopeExtras withDelayReported() {
        return new EnvelopeExtras(arrived, envelopeId, ret, body, smtpUtf8, tries, true, lastError);
    }

    /// As if the message had come at that instant and had never been tried.
    public EnvelopeExtras renewed(Instant now) {
        return new EnvelopeExtras(Optional.of(now), envelopeId, ret, body, smtpUtf8, 0, false, Optional.empty());
    }

    private static String oneLine(String text) {
        String line = text.codePoints()
                .map(c -> c < ' ' || c >= 0x7F && c <= 0x9F || c >= 0xD800 && c <= 0xDFFF ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return line.length() <= EnvelopeLine.LONGEST / 2
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EnvelopeLine.LONGEST / 4))
                        .strip();
    }
}
