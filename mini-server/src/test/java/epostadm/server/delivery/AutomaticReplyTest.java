package epostadm.server.delivery;

import static epostadm.server.delivery.DeliveryHouse.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticReplyTest {

    private static final String WIRE = "To: sato@a.example\r\nSubject: x\r\nMessage-ID: <m1@b.example>\r\n"
            + "References: <m0@b.example>\r\nContent-Type: text/plain; charset=UTF-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\nHow are you? 元気\r\n..dot\r\n";

    @TempDir
    private Path directory;

    private DeliveryHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new DeliveryHouse(directory, Edition.BSD);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private MimeMessage reply(QueuedMessage message) throws IOException, MessagingException {
        house.deliver(message);
        assertThat(house.branches()).containsExactly(message.id() + "-Y");
        try (InputStream text = house.spool.text(house.queued(message.id() + "-Y"))) {
            return new MimeMessage(Session.getInstance(new Properties()), text);
        }
    }

    @Test
    void answersAsRfc3834Asks() throws Exception {
        house.store.file("autoreply.txt", "I am away.\n.\nSato\n");
        QueuedMessage message = house.put(SENDER, WIRE);
        MimeMessage reply = reply(message);
        assertThat(house.arrivals("sato")).hasSize(1);
        QueuedMessage queued = house.queued(message.id() + "-Y");
        assertThat(queued.envelope().nullSender()).isTrue();
        assertThat(queued.envelope().recipients()).containsExactly(Recipient.of(SENDER));
        assertThat(reply.getFrom()[0]).hasToString("sato@a.example");
        assertThat(reply.getAllRecipients()[0]).hasToString(SENDER);
        assertThat(reply.getSubject()).isEqualTo("Automatic reply");
        assertThat(reply.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(reply.getHeader("In-Reply-To")).containsExactly("<m1@b.example>");
        assertThat(reply.getHeader("References")).containsExactly("<m0@b.example>\r\n <m1@b.example>");
        assertThat(reply.getSentDate()).isNotNull();
        assertThat(reply.getMessageID()).startsWith("<" + message.id() + "-Y.").endsWith("@mx.a.example>");
        assertThat(reply.getContent()).isEqualTo("I am away.\r\n.\r\nSato\r\n");
    }

    @ParameterizedTest
    @CsvSource({"ISO-2022-JP, ISO-2022-JP", "UTF-8, UTF-8", "windows-31j, UTF-8"})
    void saysWhatStandsThereWhateverItsEncoding(String written, String sent) throws Exception {
        house.store.file("ims.ctl", "").file("autoreply.txt", "");
        Path root = house.store.path("inbox/a.example/sato");
        Files.write(root.resolve("autoreply.txt"), "不在です。\nまた後で\n".getBytes(Charset.forName(written)));
        Files.write(root.resolve("ims.ctl"), "[AutoReply]\nSubject=不在通知\n".getBytes(Charset.forName(written)));
        MimeMessage reply = reply(house.put(SENDER, WIRE));
        assertThat(reply.getContentType()).containsIgnoringCase("charset=" + sent);
        assertThat(reply.getContent()).isEqualTo("不在です。\r\nまた後で\r\n");
        assertThat(reply.getSubject()).isEqualTo("不在通知");
    }

    @Test
    void echoesTheMessageWhole() throws Exception {
        house.store
                .file("autoreply.txt", "away")
                .file("ims.ctl", "[AutoReply]\nEchoMessage=1\nReplyFrom=info@a.example\n");
        MimeMessage reply = reply(house.put(SENDER, WIRE));
        assertThat(reply.getFrom()[0]).hasToString("info@a.example");
        MimeMultipart parts = (MimeMultipart) reply.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("away\r\n");
        MimeMessage echo = (MimeMessage) parts.getBodyPart(1).getContent();
        assertThat(echo.getMessageID()).isEqualTo("<m1@b.example>");
        assertThat((String) echo.getContent()).startsWith("How are you? 元気\r\n.dot");
    }

    @Test
    void echoesTheMessageWithoutItsHeader() throws Exception {
        house.store.file("autoreply.txt", "away").file("ims.ctl", "[AutoReply]\nEchoMessage=1\nDeleteHeader=1\n");
        BodyPart echo = ((MimeMultipart) reply(house.put(SENDER, WIRE)).getContent()).getBodyPart(1);
        assertThat(echo.getHeader("Subject")).isNull();
        assertThat((String) echo.getContent()).startsWith("How are you? 元気\r\n.dot");
    }

    @Test
    void echoesNothingThatIsLarge() throws Exception {
        house.store.file("autoreply.txt", "away").file("ims.ctl", "[AutoReply]\nEchoMessage=1\n");
        assertThat(reply(house.put(SENDER, WIRE + "x\r\n".repeat(100_000))).getContent())
                .isEqualTo("away\r\n");
    }

    @Test
    void answersEachAddressOnceWhereItKeepsARecord() throws IOException {
        house.store.file("autoreply.txt", "away").file("ims.ctl", "[AutoReply]\nRecordReplies=Yes\n");
        house.deliver(house.put(SENDER, WIRE));
        house.deliver(house.put("SUZUKI@b.example", WIRE));
        house.deliver(house.put("other@b.example", WIRE));
        assertThat(house.branches()).hasSize(2);
        assertThat(house.told).containsExactly("ANSWERED_BEFORE");
        assertThat(house.store.read("inbox/a.example/sato/replied.txt")).isEqualTo(SENDER + "\nother@b.example\n");
    }

    @Test
    void answersForEachMailboxThatIsNamed() throws IOException {
        house.store.file("autoreply.txt", "away");
        house.store.account("tanaka").file("autoreply.txt", "gone");
        QueuedMessage message =
                house.put(SENDER, "To: sato@a.example, tanaka@a.example\r\n\r\nx\r\n", Recipient.of("sato@a.example"));
        house.deliver(message);
        house.deliver(message, "tanaka", branches -> branches);
        house.deliver(message, "tanaka", branches -> branches);
        assertThat(house.branches()).containsExactly(message.id() + "-001-Y", message.id() + "-Y");
    }

    @Test
    void answersOneWhoWroteToAnAlias() throws IOException {
        house.store.aliases("info@a.example sato@a.example").file("autoreply.txt", "away");
        house.deliver(house.put(SENDER, "To: info@a.example\r\n\r\nx\r\n"));
        assertThat(house.branches()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'noreply.txt', '*@b.example', UNWANTED",
        "'autoreply.txt', '', NOTHING_TO_SAY",
        "'ims.ctl', '[AutoReply]\nReplyFrom=suzuki@b.example', OWN_ADDRESS"
    })
    void keepsSilent(String file, String text, Silence reason) throws IOException {
        house.store.file("autoreply.txt", "away").file(file, text);
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.branches()).isEmpty();
        assertThat(house.told).containsExactly(reason.toString());
    }

    @Test
    void letsNoTextFromBeforeAnswerWhereMailIsForwarded() throws IOException {
        house.store.file("autoreply.txt", "away").file("ims.ctl", "[AutoForward]\nForwardTo=a@c.example\n");
        QueuedMessage message = house.put(SENDER, WIRE);
        house.deliver(message);
        assertThat(house.branches()).containsExactly(message.id() + "-T");
    }

    @Test
    void discardsWhatWasAnsweredAndNothingElse() throws IOException {
        house.store.file("autoreply.txt", "read our pages").file("ims.ctl", "[Delivery]\nDiscard=1\n");
        house.deliver(house.put(SENDER, WIRE));
        assertThat(house.arrivals("sato")).isEmpty();
        house.deliver(house.put("", WIRE));
        assertThat(house.arrivals("sato")).hasSize(1);
    }

    @Test
    void writesNoHeaderLineThatTheMessageMadeUp() throws Exception {
        house.store.file("autoreply.txt", "away").file("ims.ctl", "[AutoReply]\nReplyFrom=x@y>\u0007\n");
        MimeMessage reply = reply(
                house.put(SENDER, "To: sato@a.example\r\nMessage-ID: <a@b>\r\n\tX: y <c@d> > Bcc: z@z\r\n\r\nx\r\n"));
        assertThat(reply.getHeader("In-Reply-To")).containsExactly("<a@b>");
        assertThat(reply.getFrom()[0]).hasToString("sato@a.example");
        assertThat(reply.getHeader("Bcc")).isNull();
    }
}
