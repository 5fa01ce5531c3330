package epostadm.server.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.net.smtp.SMTPClient;
import org.apache.commons.net.smtp.SMTPReply;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;

/// Programs that others wrote talk to a session.
class SmtpClientsTest {

    @Test
    void takesAMessageFromCommonsNet() throws Exception {
        try (MemoryServer server = new MemoryServer(ListenerKind.SMTP, Duration.ofSeconds(20), Optional.empty())) {
            SMTPClient client = new SMTPClient();
            client.connect("127.0.0.1", server.port());
            assertThat(SMTPReply.isPositiveCompletion(client.getReplyCode())).isTrue();
            assertThat(client.login("pc.example")).isTrue();
            assertThat(client.setSender("s@c.jp")).isTrue();
            assertThat(client.addRecipient("unknown@b.jp")).isFalse();
            assertThat(client.addRecipient("a@b.jp")).isTrue();
            try (Writer writer = client.sendMessageData()) {
                writer.write("Subject: x\r\n\r\n.dot\r\nend\r\n");
            }
            assertThat(client.completePendingCommand()).isTrue();
            assertThat(client.logout()).isTrue();
            client.disconnect();
            assertThat(server.taken).hasSize(1);
            assertThat(server.taken.getFirst().wire())
                    .contains(" with SMTP id ")
                    .endsWith("Subject: x\r\n\r\n..dot\r\nend\r\n.\r\n");
        }
    }

    @Test
    void takesAMessageFromAngusMailAfterAuth() throws Exception {
        try (MemoryServer server =
                new MemoryServer(ListenerKind.SUBMISSION, Duration.ofSeconds(20), Optional.empty())) {
            Properties properties = new Properties();
            properties.put("mail.smtp.auth", "true");
            properties.put("mail.smtp.localhost", "pc.example");
            properties.put("mail.smtp.dsn.notify", "SUCCESS,FAILURE");
            properties.put("mail.smtp.dsn.ret", "HDRS");
            properties.put("mail.mime.allowutf8", "true");
            Session session = Session.getInstance(properties);
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress("a@b.jp"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress("z@elsewhere.jp"));
            message.setSubject("件名", "UTF-8");
            message.setText("本文\r\n.\r\n", "UTF-8");
            try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
                transport.connect("127.0.0.1", server.port(), "a", "secret");
                transport.sendMessage(message, message.getAllRecipients());
            }
            assertThat(server.taken).hasSize(1);
            Envelope envelope = server.taken.getFirst().envelope();
            assertThat(envelope.client().account()).contains("a@b.jp");
            assertThat(envelope.recipients().getFirst().to().toString()).isEqualTo("z@elsewhere.jp");
            assertThat(envelope.recipients().getFirst().parameters().reports()).hasSize(2);
            assertThat(envelope.parameters().ret()).isPresent();
            assertThat(server.taken.getFirst().wire())
                    .contains("with ")
                    .containsOnlyOnce("\r\nMessage-ID: ")
                    .containsOnlyOnce("\r\nDate: ");
        }
    }
}
