package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that mean no good.
class AdverseSessionTest {

    @TempDir
    private Path directory;

    private ImapServer server() throws IOException {
        return ImapServer.over(directory, store -> store.account("any").mail("INBOX"));
    }

    @Test
    void goesOnAfterAMessageThatCannotBeKept() throws Exception {
        try (ImapServer server = server();
                ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("any")) {
            assertThat(client.last("APPEND INBOX {9+}\r\n\u00FFbcdefgh\n")).startsWith("NO");
            assertThat(client.last("APPEND INBOX {9+}\r\nA: b\r\n\r\nx")).startsWith("OK");
            assertThat(client.last("STATUS INBOX (MESSAGES)")).startsWith("OK");
        }
    }

    @Test
    void cannotThinkUpKeywordsWithoutEnd() throws Exception {
        try (ImapServer server = server();
                ImapClient client = server.login("any")) {
            client.last("APPEND INBOX {9+}\r\nA: b\r\n\r\nx");
            client.last("SELECT INBOX");
            String many = IntStream.range(0, 300).mapToObj(i -> "k" + i).collect(Collectors.joining(" "));
            assertThat(client.last("STORE 1 +FLAGS.SILENT (" + many + ")")).startsWith("OK");
            assertThat(client.last("STORE 1 +FLAGS.SILENT (" + many + ")")).startsWith("OK");
            assertThat(client.last("STORE 1 +FLAGS.SILENT (" + many.replace("k", "q") + ")"))
                    .startsWith("NO [LIMIT]");
            assertThat(client.last("STORE 1 +FLAGS.SILENT (" + "q".repeat(300) + ")"))
                    .startsWith("NO [LIMIT]");
            assertThat(client.last("APPEND INBOX (" + many.replace("k", "q") + ") {9+}\r\nA: b\r\n\r\nx"))
                    .startsWith("NO [LIMIT]");
            assertThat(client.last("STORE 1 -FLAGS.SILENT (" + many + ")")).startsWith("OK");
            assertThat(client.last("STORE 1 +FLAGS.SILENT (" + many.replace("k", "q") + ")"))
                    .startsWith("OK");
        }
    }
}
