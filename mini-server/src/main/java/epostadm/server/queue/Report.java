package epostadm.server.queue;

import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.server.smtp.Xtext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A report to the sender of what became of a message: multipart/report (RFC 6522) with a delivery status (RFC
/// 3464), in the forms of RFC 6533 where an address needs them.
///
/// @param domain whose postmaster writes
/// @param returned what of the message is sent back
record Report(Kind kind, QueuedMessage message, List<Item> items, Sender sender, Instant arrived, Returned returned) {

    /// Who reports, and when.
    record Sender(String host, String domain, Instant now) {}

    record Item(Recipient recipient, Action action, Answer answer) {}

    /// What happened to a recipient, in RFC 3464's words (section 2.3.3).
    enum Action {
        FAILED,
        DELAYED,
        DELIVERED,
        RELAYED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Kind {
        FAILURE("メールを配信できませんでした / Undelivered mail returned to sender", """
                お送りになったメールを、次の宛先に配信できませんでした。再送はいたしません。
                This message could not be delivered to the following recipients, and it is not tried again.
                """),
        DELAY("メールの配信が遅れています / Delivery of your mail is delayed", """
                お送りになったメールは、次の宛先にまだ配信できていません。配信は引き続き試みますので、再送の必要はありません。
                This message could not yet be delivered to the following recipients. You need not send it again: \
                delivery goes on being tried.
                """),
        SUCCESS("メールを配信しました / Your mail was delivered", """
                お送りになったメールを、次の宛先に配信しました。
                This message was delivered to the following recipients, or handed to a server that makes no such reports.
                """);

        private final String subject;
        private final String text;

        Kind(String subject, String text) {
            this.subject = subject;
            this.text = text;
        }
    }

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String CRLF = "\r\n";
    private static final int WORD = 42;

    /// What the report's own envelope says of its content.
    EnvelopeExtras extras() {
        Optional<String> body = returned.eightBit() || utf8() ? Optional.of("8BITMIME") : Optional.empty();
        return EnvelopeExtras.NONE.withContent(body, utf8());
    }

    /// Whether an address or the message itself cannot be said without SMTPUTF8.
    private boolean utf8() {
        return message.envelope().extras().smtpUtf8()
                || items.stream().anyMatch(item -> !ascii(item.recipient().address()))
                || !ascii(message.envelope().reversePath());
    }

    void writeTo(OutputStream out) throws IOException {
        String boundary = "=_" + message.id() + "." + Long.toString(sender.now().toEpochMilli(), 36);
        write(out, header(boundary));
        write(
                out,
                "--" + boundary + CRLF + "Content-Type: text/plain; charset=utf-8" + CRLF
                        + "Content-Transfer-Encoding: base64" + CRLF + CRLF
                        + Base64.getMimeEncoder().encodeToString(notice().getBytes(StandardCharsets.UTF_8)) + CRLF);
        write(
                out,
                "--" + boundary + CRLF + "Content-Type: message/" + (utf8() ? "global-" : "") + "delivery-status" + CRLF
                        + (utf8() ? "Content-Transfer-Encoding: 8bit" + CRLF : "") + CRLF + status());
        if (!(returned instanceof Returned.Nothing)) {
            write(
                    out,
                    "--" + boundary + CRLF + "Content-Type: " + returnedType() + CRLF
                            + (returned.eightBit() ? "Content-Transfer-Encoding: 8bit" + CRLF : "") + CRLF);
            returned.writeTo(out);
            write(out, CRLF);
        }
        write(out, "--" + boundary + "--" + CRLF);
    }

    private String header(String boundary) {
        String to = message.envelope().reversePath();
        return "From: Mail Delivery System <postmaster@" + sender.domain() + ">" + CRLF
                + "To: <" + to + ">" + CRLF
                + "Subject: " + encodedWords(kind.subject) + CRLF
                + "Date: " + DATE.format(sender.now()) + CRLF
                + "Message-ID: <" + message.id() + ".report."
                + Long.toString(sender.now().toEpochMilli(), 36) + "@"
                + sender.host() + ">" + CRLF
                + "Auto-Submitted: auto-replied" + CRLF
                + "MIME-Version: 1.0" + CRLF
                + "Content-Type: multipart/report; report-type=" + (utf8() ? "global-" : "") + "delivery-status;" + CRLF
                + "\tboundary=\"" + boundary + "\"" + CRLF
                + (returned.eightBit() || utf8() ? "Content-Transfer-Encoding: 8bit" + CRLF : "") + CRLF;
    }

    private String notice() {
        StringBuilder text = new StringBuilder(kind.text.replace("\n", CRLF)).append(CRLF);
        for (Item item : items) {
            text.append("<").append(item.recipient().address()).append(">").append(CRLF);
            text.append("    ").append(item.answer().line()).append(CRLF);
            item.answer()
                    .host()
                    .ifPresent(host ->
                            text.append("    (").append(host).append(")").append(CRLF));
        }
        return text.toString();
    }

    private String status() {
        Envelope envelope = message.envelope();
        StringBuilder text = new StringBuilder();
        envelope.extras()
                .envelopeId()
                .flatMap(Xtext::decode)
                .filter(Report::ascii)
                .ifPresent(id -> field(text, "Original-Envelope-Id", id));
        field(text, "Reporting-MTA", "dns; " + sender.host());
        field(text, "Arrival-Date", DATE.format(arrived));
        for (Item item : items) {
            text.append(CRLF);
            item.recipient().originalRecipient().ifPresent(original -> original(text, original));
            field(text, "Final-Recipient", typed(item.recipient().address()));
            field(text, "Action", item.action().word());
            field(text, "Status", item.answer().status());
            item.answer().host().ifPresent(host -> field(text, "Remote-MTA", "dns; " + host));
            String line = item.answer().line();
            field(text, "Diagnostic-Code", "smtp; " + (utf8() || ascii(line) ? line : line.replaceAll("[^ -~]", "?")));
            field(text, "Last-Attempt-Date", DATE.format(sender.now()));
        }
        return text.append(CRLF).toString();
    }

    /// ORCPT's `type;xtext` with the text decoded (RFC 3461 section 6.3).
    private void original(StringBuilder text, String orcpt) {
        int semicolon = orcpt.indexOf(';');
        if (semicolon > 0) {
            Xtext.decode(orcpt.substring(semicolon + 1))
                    .filter(address -> address.chars().noneMatch(Character::isISOControl) && (utf8() || ascii(address)))
                    .ifPresent(address ->
                            field(text, "Original-Recipient", orcpt.substring(0, semicolon) + "; " + address));
        }
    }

    private static String typed(String address) {
        return (ascii(address) ? "rfc822; " : "utf-8; ") + address;
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.strip()).append(CRLF);
    }

    private String returnedType() {
        return switch (returned) {
            case Returned.Nothing _, Returned.Whole _ -> utf8() ? "message/global" : "message/rfc822";
            case Returned.Header _ -> utf8() ? "message/global-headers" : "text/rfc822-headers";
        };
    }

    /// Encoded words of at most 75 characters, none of which cuts a character (RFC 2047 section 5).
    static String encodedWords(String text) {
        StringBuilder words = new StringBuilder();
        StringBuilder part = new StringBuilder();
        text.codePoints().forEach(c -> {
            String next = Character.toString(c);
            if (octets(part).length + next.getBytes(StandardCharsets.UTF_8).length > WORD) {
                words.append(word(part)).append(CRLF).append(' ');
                part.setLength(0);
            }
            part.append(next);
        });
        return words.append(word(part)).toString();
    }

    private static String word(StringBuilder part) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets(part)) + "?=";
    }

    private static byte[] octets(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
