package epostadm.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.trace.UidRequests;
import epostadm.server.imap.ImapBounds;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapLine;
import epostadm.server.imap.ImapParser;
import epostadm.server.imap.ImapSource;
import epostadm.server.imap.KeptLiteral;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImapWatchTest {

    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");

    @TempDir
    private Path work;

    private Kept kept;
    private ImapWatch watch;

    @BeforeEach
    void open() {
        kept = new Kept(work);
        watch = new ImapWatch(kept.logs, kept.metrics);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private static ImapCommand command(String said) throws Exception {
        ImapSource source = new ImapSource() {
            @Override
            public ImapLine line(int longest) {
                return ImapLine.whole(("a1 " + said).getBytes(StandardCharsets.US_ASCII));
            }

            @Override
            public void goOn() {}

            @Override
            public byte[] octets(int length) {
                throw new AssertionError("a literal");
            }

            @Override
            public void skip(long length) {}

            @Override
            public void admit(long size) {}

            @Override
            public KeptLiteral keep(long size) {
                throw new AssertionError("a literal");
            }
        };
        return new ImapParser(source, ImapBounds.STANDARD).request().command();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "login tanaka secret | LOGIN tanaka ****",
                "AUTHENTICATE PLAIN AHRhbmFrYQBzZWNyZXQ= | AUTHENTICATE PLAIN ****",
                "select inbox | SELECT inbox",
                "EXAMINE \"Sent Items\" | EXAMINE \"Sent Items\"",
                "SELECT &kAFP4W4IMH8wyDDsMKQ- | SELECT &kAFP4W4IMH8wyDDsMKQ-",
                "SELECT \"R&-D\" | SELECT R&-D",
                "fetch 1:* flags | FETCH 1:* (FLAGS)",
                "UID FETCH 97316:4294967295 (FLAGS) | UID FETCH 97316:4294967295 (FLAGS)",
                "UID FETCH 7 (UID RFC822.SIZE BODY.PEEK[]<0.2048>) | UID FETCH 7 (UID RFC822.SIZE BODY.PEEK[]<0.2048>)",
                "UID FETCH 7 BODY[1.2.HEADER.FIELDS (FROM TO)] | UID FETCH 7 (BODY[1.2.HEADER.FIELDS (FROM TO)])",
                "UID FETCH 7 (RFC822.HEADER BINARY[1]) | UID FETCH 7 (RFC822.HEADER BINARY[1])",
                "UID STORE 7,9 +FLAGS (\\Seen) | UID STORE 7,9",
                "UID COPY 7 \"Old mail\" | UID COPY 7 \"Old mail\"",
                "LOGOUT | LOGOUT"
            })
    void writesCommandsAsTheyWereSaidWithoutSecrets(String said, String logged) throws Exception {
        assertThat(ImapWatch.text(command(said))).isEqualTo(logged);
    }

    /// `logs uid-requests` over what this server wrote.
    @Test
    void readsBackWhichFolderAProgramAskedOf() throws Exception {
        watch.loggedIn("tanaka", PEER);
        for (String said : new String[] {
            "SELECT \"Sent Items\"",
            "UID FETCH 97316:4294967295 (FLAGS)",
            "SELECT &kAFP4W4IMH8wyDDsMKQ-",
            "UID FETCH 5:* (FLAGS)",
            "SELECT INBOX",
            "UID FETCH 4294967295 BODY[]"
        }) {
            watch.commanded("tanaka", PEER, command(said));
        }
        kept.close();
        LogShelf shelf = LogShelf.find(work, EnumSet.of(LogName.IMAP4LOG), LogPeriod.ALL);
        UidRequests requests = UidRequests.find(
                "tanaka", new DomainName("a.example"), new UidRequests.Scope(shelf, LogPeriod.ALL, 1), Progress.NONE);
        assertThat(requests.seen())
                .extracting(seen -> seen.folder() + " " + seen.request().set())
                .containsExactlyInAnyOrder("Sent Items 97316:4294967295", "送信済みトレイ 5:*", "INBOX 4294967295");
    }
}
