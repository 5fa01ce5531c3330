package epostadm.server.pop3.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.pop3.session.StoreServer.Settings;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.BufferedReader;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.net.pop3.ExtendedPOP3Client;
import org.apache.commons.net.pop3.ExtendedPOP3Client.AUTH_METHOD;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.pop3.POP3MessageInfo;
import org.apache.commons.net.pop3.POP3SClient;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that others wrote talk to a session.
class Pop3ClientsTest {

    @TempDir
    private Path directory;

    @Test
    void givesItsMailToCommonsNet() throws Exception {
        try (StoreServer server = new StoreServer()) {
            POP3Client client = new POP3Client();
            client.connect("127.0.0.1", server.port());
            assertThat(client.login("sato", "pass1234")).isTrue();
            POP3MessageInfo status = client.status();
            assertThat(status.number).isEqualTo(3);
            assertThat(status.size).isEqualTo(98);
            assertThat(Stream.of(client.listUniqueIdentifiers()).map(info -> info.identifier))
                    .containsExactly("B0000000001", "B0000000002", "B0000000003");
            assertThat(read(client.retrieveMessage(2))).isEqualTo("Subject: dots\n\n.one\n..two\nthree\n");
            assertThat(read(client.retrieveMessageTop(2, 1))).isEqualTo("Subject: dots\n\n.one\n");
            assertThat(client.deleteMessage(2)).isTrue();
            assertThat(client.logout()).isTrue();
            client.disconnect();
            assertThat(server.messages("sato")).containsExactly("B0000000001.MSG", "B0000000003.MSG");
            assertThat(server.faults).isEmpty();
        }
    }

    @Test
    void letsCommonsNetInByApop() throws Exception {
        try (StoreServer server = new StoreServer()) {
            POP3Client client = new POP3Client();
            client.connect("127.0.0.1", server.port());
            assertThat(client.login("apop", StoreServer.TIMESTAMP, "wrong")).isFalse();
            assertThat(client.login("apop", StoreServer.TIMESTAMP, "secret")).isTrue();
            client.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsCommonsNetInBySasl(AUTH_METHOD method) throws Exception {
        try (StoreServer server = new StoreServer()) {
            ExtendedPOP3Client client = new ExtendedPOP3Client();
            client.connect("127.0.0.1", server.port());
            assertThat(client.auth(method, "sato", "wrong")).isFalse();
            assertThat(client.auth(method, "sato", "pass1234")).isTrue();
            assertThat(client.logout()).isTrue();
            client.disconnect();
        }
    }

    @Test
    void turnsToTlsWithCommonsNet() throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL.certificate(directory.resolve("certificate.p12")))) {
            POP3SClient client = new POP3SClient(false, Pop3Client.trusting());
            client.connect("127.0.0.1", server.port());
            assertThat(client.execTLS()).isTrue();
            assertThat(client.login("sato", "pass1234")).isTrue();
            assertThat(read(client.retrieveMessage(1))).isEqualTo("Subject: B0000000001\n\nArrived.\n");
            assertThat(client.logout()).isTrue();
            client.disconnect();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PLAIN", "LOGIN"})
    void givesItsMailToAngusMail(String mechanism) throws Exception {
        try (StoreServer server = new StoreServer(Settings.USUAL.certificate(directory.resolve("certificate.p12")))) {
            Properties properties = new Properties();
            properties.put("mail.pop3.port", Integer.toString(server.port()));
            properties.put("mail.pop3.starttls.enable", "true");
            properties.put("mail.pop3.starttls.required", "true");
            properties.put("mail.pop3.ssl.socketFactory", Pop3Client.trusting().getSocketFactory());
            properties.put("mail.pop3.ssl.checkserveridentity", "false");
            properties.put("mail.pop3.timeout", "20000");
            if (!mechanism.isEmpty()) {
                properties.put("mail.pop3.auth.mechanisms", mechanism);
            }
            try (Store store = Session.getInstance(properties).getStore("pop3")) {
                store.connect("127.0.0.1", "sato", "pass1234");
                POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                Message[] messages = inbox.getMessages();
                assertThat(messages).hasSize(3);
                assertThat(inbox.getUID(messages[2])).isEqualTo("B0000000003");
                assertThat(messages[1].getSubject()).isEqualTo("dots");
                assertThat(messages[1].getContent()).isEqualTo(".one\r\n..two\r\nthree\r\n");
                messages[0].setFlag(Flags.Flag.DELETED, true);
                inbox.close(true);
            }
            assertThat(server.messages("sato")).containsExactly("B0000000002.MSG", "B0000000003.MSG");
            assertThat(server.faults).isEmpty();
        }
    }

    private static String read(Reader message) throws Exception {
        try (BufferedReader reader = new BufferedReader(message)) {
            return reader.lines().map(line -> line + "\n").reduce("", String::concat);
        }
    }
}
