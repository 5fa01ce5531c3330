package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// RFC 5465. What is not to come is shown by what comes after it.
@Timeout(60)
class NotifyTest {

    private static final String MESSAGE = "{12+}\r\nSubject: n\r\n";

    @TempDir
    Path directory;

    private ImapServer server;
    private ImapClient client;
    private ImapClient other;

    @BeforeEach
    void start() throws IOException {
        server = ImapServer.over(directory, store -> {
            store.account("sato").mail("INBOX", FetchMail.unseen(1), FetchMail.unseen(2));
            store.account("many").mail("INBOX");
        });
        client = server.select("sato", "INBOX");
        other = server.select("sato", "INBOX");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        other.close();
        server.close();
        assertThat(server.faults).isEmpty();
    }

    private void append(String folder) throws IOException {
        other.untagged("APPEND " + folder + " " + MESSAGE);
    }

    @Test
    void tellsOfTheSelectedFolderAtAnyMoment() throws IOException {
        client.untagged("NOTIFY SET (SELECTED (MessageNew (UID BODY.PEEK[HEADER.FIELDS (Subject)])"
                + " MessageExpunge FlagChange))");
        append("INBOX");
        assertThat(client.response()).isEqualTo("* 3 EXISTS");
        assertThat(client.response()).endsWith("RECENT");
        assertThat(client.response())
                .startsWith("* 3 FETCH (UID 3 BODY[HEADER.FIELDS (Subject)] {")
                .contains("Subject: n");
        other.untagged("STORE 1 +FLAGS (\\Deleted)");
        assertThat(client.response()).isEqualTo("* 1 FETCH (UID 1 FLAGS (\\Deleted))");
        other.untagged("EXPUNGE");
        assertThat(client.response()).isEqualTo("* 1 EXPUNGE");
    }

    @Test
    void tellsWhatHadGatheredBefore() throws IOException {
        append("INBOX");
        other.untagged("STORE 1 +FLAGS (\\Seen)");
        assertThat(client.untagged("NOTIFY SET (MAILBOXES nowhere (MessageNew MessageExpunge))"))
                .contains("3 EXISTS", "1 FETCH (FLAGS (\\Seen))");
    }

    @Test
    void holdsBackDeparturesWhereTheClientWantsThat() throws IOException {
        client.untagged("NOTIFY SET (SELECTED-DELAYED (MessageNew MessageExpunge))");
        other.untagged("STORE 1 +FLAGS.SILENT (\\Deleted)");
        other.untagged("EXPUNGE");
        append("INBOX");
        assertThat(client.response()).isEqualTo("* 3 EXISTS");
        client.response();
        assertThat(client.untagged("NOOP")).containsExactly("1 EXPUNGE");
        String idle = client.begin("IDLE");
        assertThat(client.response()).startsWith("+");
        other.untagged("STORE 1 +FLAGS.SILENT (\\Deleted)");
        other.untagged("EXPUNGE");
        assertThat(client.response()).isEqualTo("* 1 EXPUNGE");
        client.send("DONE\r\n");
        assertThat(client.answers(idle)).hasSize(1);
    }

    @Test
    void doesNotTellOfFlagsThatNobodyAskedFor() throws IOException {
        client.untagged("NOTIFY SET (SELECTED (MessageNew MessageExpunge))");
        other.untagged("STORE 1 +FLAGS (\\Seen)");
        append("INBOX");
        assertThat(client.response()).isEqualTo("* 3 EXISTS");
    }

    @Test
    void tellsNothingOfTheSelectedFolderWhereItIsNotNamed() throws IOException {
        other.untagged("CREATE a");
        client.untagged("NOTIFY SET (PERSONAL (MessageNew MessageExpunge))");
        append("INBOX");
        append("a");
        assertThat(client.response()).startsWith("* STATUS a (MESSAGES 1 UIDNEXT 2 UIDVALIDITY ");
        assertThat(client.untagged("NOOP")).isEmpty();
        String idle = client.begin("IDLE");
        assertThat(client.response()).startsWith("+");
        append("INBOX");
        append("a");
        assertThat(client.response()).startsWith("* STATUS a (MESSAGES 2 ");
        client.send("DONE\r\n");
        assertThat(client.answers(idle)).hasSize(1);
        client.untagged("STORE 1 +FLAGS.SILENT (\\Deleted)");
        assertThat(client.untagged("EXPUNGE")).as("what the command itself did").contains("1 EXPUNGE", "3 EXISTS");
        client.untagged("UNSELECT");
        append("INBOX");
        assertThat(client.response()).startsWith("* STATUS INBOX (MESSAGES 4 ");
    }

    @Test
    void tellsNothingAfterNone() throws IOException {
        client.untagged("NOTIFY SET (SELECTED (MessageNew MessageExpunge)) (PERSONAL (MailboxName))");
        client.untagged("NOTIFY NONE");
        append("INBOX");
        other.untagged("CREATE a");
        assertThat(client.untagged("NOOP")).isEmpty();
    }

    @Test
    void fetchesNothingOfMessagesThatTheClientHasPutThereItself() throws IOException {
        client.untagged("NOTIFY SET (SELECTED (MessageNew (UID) MessageExpunge))");
        assertThat(client.untagged("APPEND INBOX " + MESSAGE))
                .contains("3 EXISTS")
                .noneMatch(line -> line.contains("FETCH"));
        assertThat(client.untagged("COPY 1 INBOX")).contains("4 EXISTS").noneMatch(line -> line.contains("FETCH"));
        append("INBOX");
        assertThat(client.response()).isEqualTo("* 5 EXISTS");
        client.response();
        assertThat(client.response()).isEqualTo("* 5 FETCH (UID 5)");
    }

    @Test
    void fetchesOnceForASearchAndForItself() throws IOException {
        client.untagged("NOTIFY SET (SELECTED (MessageNew (UID) MessageExpunge))");
        client.untagged("UID SEARCH RETURN (UPDATE (UID FLAGS)) ALL");
        append("INBOX");
        assertThat(client.response()).isEqualTo("* 3 EXISTS");
        assertThat(client.response()).endsWith("RECENT");
        assertThat(client.response()).startsWith("* 3 FETCH (UID 3 FLAGS (");
        assertThat(client.response()).startsWith("* ESEARCH").contains("ADDTO");
    }

    @Test
    void tellsOfFlagsElsewhereWithTheirModSequence() throws IOException {
        client.untagged("UNSELECT");
        client.untagged("ENABLE CONDSTORE");
        assertThat(client.untagged("NOTIFY SET STATUS (INBOXES (MessageNew MessageExpunge FlagChange))"))
                .singleElement()
                .asString()
                .startsWith("STATUS INBOX (MESSAGES 2 UIDNEXT 3 UIDVALIDITY ")
                .contains("HIGHESTMODSEQ");
        other.untagged("STORE 1 +FLAGS (\\Flagged)");
        assertThat(client.response())
                .startsWith("* STATUS INBOX (UIDVALIDITY ")
                .contains("HIGHESTMODSEQ")
                .doesNotContain("UNSEEN", "MESSAGES");
        other.untagged("STORE 1 +FLAGS (\\Seen)");
        assertThat(client.response()).contains("UNSEEN 1", "HIGHESTMODSEQ");
    }

    @Test
    void followsAFolderToItsNewName() throws IOException {
        other.untagged("CREATE a");
        other.untagged("CREATE a/b");
        client.untagged("NOTIFY SET (PERSONAL (MessageNew MessageExpunge MailboxName))");
        other.untagged("RENAME a c");
        assertThat(client.response())
                .startsWith("* LIST (")
                .contains("\\HasChildren")
                .endsWith(" \"/\" c (\"OLDNAME\" (a))");
        append("c/b");
        assertThat(client.response()).startsWith("* STATUS c/b (MESSAGES 1 ");
    }

    @Test
    void tellsOfTheFolderAboveToo() throws IOException {
        client.untagged("NOTIFY SET (SUBTREE a (MailboxName))");
        other.untagged("CREATE elsewhere");
        other.untagged("CREATE a/b");
        assertThat(client.response()).endsWith("\"/\" a").contains("\\HasChildren");
        assertThat(client.response()).endsWith("\"/\" a/b").contains("\\HasNoChildren");
        other.untagged("UNSUBSCRIBE a");
        other.untagged("DELETE a/b");
        assertThat(client.response()).endsWith("\"/\" a/b").contains("\\NonExistent");
        assertThat(client.response()).endsWith("\"/\" a").contains("\\HasNoChildren");
    }

    @Test
    void watchesFoldersThatAreMadeLater() throws IOException {
        client.untagged("NOTIFY SET (SUBTREE (a) (MessageNew MessageExpunge)) (PERSONAL (MailboxName))");
        client.untagged("CREATE a");
        other.untagged("CREATE b");
        assertThat(client.response()).as("not its own doing").endsWith("\"/\" b");
        append("a");
        assertThat(client.response()).startsWith("* STATUS a (MESSAGES 1 ");
        other.untagged("DELETE a");
        assertThat(client.response()).contains("\\NonExistent").endsWith("\"/\" a");
        other.untagged("CREATE a");
        assertThat(client.response()).endsWith("\"/\" a");
        append("a");
        assertThat(client.response()).startsWith("* STATUS a (MESSAGES 1 ");
    }

    @Test
    void goesBySubscriptions() throws IOException {
        other.untagged("CREATE a");
        other.untagged("UNSUBSCRIBE a");
        client.untagged("NOTIFY SET (SUBSCRIBED (MessageNew MessageExpunge SubscriptionChange))");
        append("a");
        other.untagged("SUBSCRIBE a");
        assertThat(client.response()).contains("\\Subscribed").endsWith("\"/\" a");
        append("a");
        assertThat(client.response()).startsWith("* STATUS a (MESSAGES 2 ");
        other.untagged("UNSUBSCRIBE a");
        assertThat(client.response()).doesNotContain("\\Subscribed").endsWith("\"/\" a");
    }

    @Test
    void saysOnceThatTheSelectedFolderIsGone() throws IOException {
        other.untagged("CREATE a");
        client.untagged("SELECT a");
        client.untagged("NOTIFY SET (SELECTED (MessageNew MessageExpunge))");
        other.untagged("DELETE a");
        assertThat(client.response()).startsWith("* BYE ").contains("another");
        assertThatThrownBy(client::response).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesToWatchTooManyFolders() throws IOException {
        for (int i = 1; i <= 1_000; i++) {
            Files.createDirectory(server.root("many").resolve("f" + i));
        }
        try (ImapClient watching = server.login("many")) {
            assertThat(watching.last("NOTIFY SET (PERSONAL (MessageNew MessageExpunge))"))
                    .startsWith("NO [NOTIFICATIONOVERFLOW] ");
            assertThat(watching.last("NOTIFY SET (MAILBOXES f1 (MessageNew MessageExpunge))"))
                    .startsWith("OK ");
        }
    }

    @Test
    void namesTheEventsThatItKnows() throws IOException {
        assertThat(List.of(
                        client.last("NOTIFY SET (SELECTED (MessageNew MessageExpunge AnnotationChange))"),
                        client.last("NOTIFY SET (PERSONAL (MailboxMetadataChange))")))
                .allMatch(line -> line.startsWith("NO [BADEVENT (MessageNew MessageExpunge FlagChange "));
        assertThat(client.last("NOTIFY SET (SELECTED (MessageNew))")).startsWith("BAD ");
        assertThat(client.last("NOTIFY SET (SELECTED (MailboxName))")).startsWith("BAD ");
    }

    @Test
    void saysNothingOfWhatTheClientItselfPutsElsewhere() throws IOException {
        client.untagged("CREATE elsewhere");
        client.untagged("NOTIFY SET (PERSONAL (MessageNew MessageExpunge))");
        client.untagged("APPEND elsewhere " + MESSAGE);
        client.untagged("COPY 1:2 elsewhere");
        client.untagged("MOVE 2 elsewhere");
        append("elsewhere");
        assertThat(client.response()).startsWith("* STATUS elsewhere (").contains("MESSAGES 5", "UIDNEXT 6");
        client.untagged("APPEND elsewhere " + MESSAGE);
        other.untagged("SELECT elsewhere");
        other.untagged("STORE 1 +FLAGS.SILENT (\\Deleted)");
        other.untagged("EXPUNGE");
        assertThat(client.response()).startsWith("* STATUS elsewhere (").contains("MESSAGES 5", "UIDNEXT 7");
    }

    @Test
    void saysSoWhereItBecomesTooMuch() throws IOException {
        client.untagged("NOTIFY SET (PERSONAL (MessageNew MessageExpunge))");
        for (int i = 0; i < 1_001; i++) {
            Files.createDirectory(server.root("sato").resolve("folder" + i));
        }
        other.untagged("CREATE last");
        assertThat(client.response()).startsWith("* OK [NOTIFICATIONOVERFLOW]");
        append("last");
        assertThat(client.untagged("NOOP")).isEmpty();
        assertThat(client.last("NOTIFY SET (PERSONAL (MessageNew MessageExpunge))"))
                .startsWith("NO [NOTIFICATIONOVERFLOW]");
        assertThat(client.last("NOTIFY SET (INBOXES (MessageNew MessageExpunge))"))
                .startsWith("OK");
    }
}
