package epostadm.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Angus Mail, which knows nothing of us, makes of a report.
class ReportTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    private Path work;

    private byte[] write(String text, Optional<String> ret, String recipient) throws Exception {
        Files.createDirectories(work.resolve("inbox"));
        try (Spool spool = Spool.open(work, Edition.BSD, InstantSource.fixed(NOW), "test");
                IncomingMessage incoming = spool.receive("s@a.example")) {
            incoming.wire().write(text.getBytes(StandardCharsets.UTF_8));
            QueuedMessage message = incoming.commit(Envelope.of(
                    incoming.id(),
                    "mx.a.example",
                    "s@a.example",
                    List.of(Recipient.of(recipient)),
                    EnvelopeExtras.NONE.withDsn(Optional.empty(), ret)));
            Report report = new Report(
                    Report.Kind.FAILURE,
                    message,
                    List.of(new Report.Item(
                            Recipient.of(recipient),
                            Report.Action.FAILED,
                            new Answer(Optional.of("mx.b.test"), 550, "5.1.1", "User\r\nunknown"))),
                    new Report.Sender("mx.a.example", "a.example", NOW),
                    NOW,
                    Returned.of(message, true, 1 << 16));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            report.writeTo(out);
            return out.toByteArray();
        }
    }

    private static MimeMessage parse(byte[] report) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(report));
    }

    private static String part(MimeMessage report, int number) throws Exception {
        try (InputStream in =
                ((MimeMultipart) report.getContent()).getBodyPart(number).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isAMultipartReportWithANoticeAStatusAndTheMessage() throws Exception {
        byte[] bytes = write("Subject: x\r\n\r\nbody\r\n", Optional.empty(), "x@b.test");
        MimeMessage report = parse(bytes);
        assertThat(report.getContentType()).startsWith("multipart/report; report-type=delivery-status");
        assertThat(report.getSubject()).isEqualTo("メールを配信できませんでした / Undelivered mail returned to sender");
        assertThat(report.getFrom())
                .extracting(Object::toString)
                .hasToString("[Mail Delivery System <postmaster@a.example>]");
        assertThat(report.getSentDate()).hasTime(NOW.toEpochMilli());
        assertThat(report.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        MimeMultipart parts = (MimeMultipart) report.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(part(report, 0)).contains("配信できませんでした", "<x@b.test>", "550 5.1.1 User  unknown");
        assertThat(parts.getBodyPart(1).isMimeType("message/delivery-status")).isTrue();
        assertThat(part(report, 1))
                .contains(
                        "Reporting-MTA: dns; mx.a.example\r\n",
                        "\r\n\r\nFinal-Recipient: rfc822; x@b.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                                + "Remote-MTA: dns; mx.b.test\r\nDiagnostic-Code: smtp; 550 5.1.1 User  unknown\r\n");
        assertThat(parts.getBodyPart(2).isMimeType("message/rfc822")).isTrue();
        assertThat(part(report, 2)).isEqualTo("Subject: x\r\n\r\nbody\r\n");
        assertThat(new String(bytes, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 78);
    }

    @Test
    void returnsHeadersOnlyWhereTheSenderWantsThatOrTheMessageIsLarge() throws Exception {
        assertThat(part(parse(write("Subject: x\r\n\r\nbody\r\n", Optional.of("HDRS"), "x@b.test")), 2)
                        .strip())
                .isEqualTo("Subject: x");
        String large = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(10_000);
        assertThat(part(parse(write(large, Optional.empty(), "x@b.test")), 2)).hasSizeLessThan(100);
        assertThat(part(parse(write(large, Optional.of("FULL"), "x@b.test")), 2))
                .isEqualTo(large);
    }

    @Test
    void saysWhatIsNotAscii() throws Exception {
        byte[] bytes = write("Subject: 件名\r\n\r\n本文\r\n", Optional.empty(), "佐藤@b.test");
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains(
                        "report-type=global-delivery-status",
                        "Content-Type: message/global-delivery-status",
                        "Final-Recipient: utf-8; 佐藤@b.test",
                        "Content-Type: message/global\r\nContent-Transfer-Encoding: 8bit\r\n");
    }
}
