package epostadm.server.smtp.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The header fields that this server writes.
final class TraceFields {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TraceFields() {}

    /// RFC 5321 section 4.4. Several recipients are not named, as they may not know of each other (section 7.2).
    static String received(Envelope envelope, boolean extended, String host, String id, Instant now) {
        String address = envelope.client().address().getHostAddress().replaceFirst("%.*", "");
        String literal = address.indexOf(':') < 0 ? address : "IPv6:" + address;
        String recipient = envelope.recipients().size() == 1
                ? "\r\n\tfor <" + envelope.recipients().getFirst().to() + ">"
                : "";
        return "Received: from " + envelope.client().hello() + " ([" + literal + "])\r\n\tby " + host + " with "
                + protocol(envelope, extended) + " id <" + id + "@" + host + ">" + recipient + "; " + DATE.format(now)
                + "\r\n";
    }

    /// RFC 3848, RFC 6531 section 4.3.
    static String protocol(Envelope envelope, boolean extended) {
        if (!extended) {
            return "SMTP";
        }
        Client client = envelope.client();
        boolean lmtp = client.kind() == ListenerKind.LMTP;
        String name = envelope.parameters().smtpUtf8() ? lmtp ? "UTF8LMTP" : "UTF8SMTP" : lmtp ? "LMTP" : "ESMTP";
        return name + (client.secure() ? "S" : "") + (client.account().isPresent() ? "A" : "");
    }

    /// RFC 6409 section 8.1.
    static String date(Instant now) {
        return "Date: " + DATE.format(now) + "\r\n";
    }

    /// RFC 6409 section 8.3.
    static String messageId(String host, String id, Instant now) {
        return "Message-ID: <" + id + "." + now.toEpochMilli() + "@" + host + ">\r\n";
    }
}
