package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImapSearchTest {

    @TempDir
    Path directory;

    private ImapServer server;

    @BeforeEach
    void start() throws IOException {
        server = ImapServer.over(directory, ImapSearchTest::fill);
    }

    /// INBOX of `sato`: UIDs 1 (seen), 4 (recent), 7, 8 (nested), 9 (Japanese). `talk`: a question, its answer, and
    /// something else between them. `many`: 60 that differ in their texts.
    private static void fill(TestStore store) {
        store.account("sato")
                .mail(
                        "INBOX",
                        TestMessage.uid(1),
                        TestMessage.uid(4).flags("100000"),
                        FetchMail.unseen(7),
                        FetchMail.unseen(8).text(FetchMail.NESTED),
                        FetchMail.unseen(9).text(FetchMail.JAPANESE));
        store.account("talk")
                .mail(
                        "INBOX",
                        talk(1, "Subject: lunch", "Message-ID: <1@a.example>", "Date: Mon, 24 Nov 2025 12:00:00 +0900"),
                        talk(2, "Subject: rain", "Message-ID: <2@a.example>", "Date: Mon, 24 Nov 2025 11:00:00 +0900"),
                        talk(
                                3,
                                "Subject: Re: lunch",
                                "Message-ID: <3@a.example>",
                                "In-Reply-To: <1@a.example>",
                                "Date: Mon, 24 Nov 2025 13:00:00 +0900"));
        store.account("many")
                .mail(
                        "INBOX",
                        IntStream.rangeClosed(1, 60)
                                .mapToObj(
                                        n -> talk(n, "Subject: number " + n, "X-Third: " + (n % 3 == 0 ? "yes" : "no")))
                                .toArray(TestMessage[]::new));
        store.account("empty").mail("INBOX");
    }

    private static TestMessage talk(long uid, String... header) {
        return FetchMail.unseen(uid).text(String.join("\r\n", header) + "\r\n\r\ntext " + uid + " end\r\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    private List<String> ask(String account, String command) throws IOException {
        try (ImapClient client = server.select(account, "INBOX")) {
            return client.untagged(command);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEARCH ALL                                   | SEARCH 1 2 3 4 5
            UID SEARCH ALL                               | SEARCH 1 4 7 8 9
            SEARCH SEEN                                  | SEARCH 1
            SEARCH UNSEEN 2:3                            | SEARCH 2 3
            UID SEARCH UID 7:*                           | SEARCH 7 8 9
            SEARCH RECENT                                | SEARCH 2
            SEARCH SUBJECT "mail"                        | SEARCH 1 2 3
            SEARCH FROM sato                             | SEARCH 4 5
            SEARCH NOT FROM sato                         | SEARCH 1 2 3
            SEARCH HEADER Message-ID nested              | SEARCH 4
            SEARCH HEADER Content-Type multipart         | SEARCH 4
            SEARCH BODY "mail 7"                         | SEARCH 3
            SEARCH BODY "Subject: mail"                  | SEARCH
            SEARCH TEXT "Subject: mail 4"                | SEARCH 2
            SEARCH BODY "from: inner"                    | SEARCH 4
            SEARCH CHARSET UTF-8 BODY 日本                | SEARCH 4
            SEARCH CHARSET UTF-8 BODY 会議は中止           | SEARCH 5
            SEARCH CHARSET UTF-8 SUBJECT 会議の予定        | SEARCH 5
            SEARCH CHARSET UTF-8 FROM 佐藤                | SEARCH 5
            SEARCH SENTSINCE 25-Nov-2025                 | SEARCH 5
            SEARCH LARGER 500                            | SEARCH 4
            SEARCH BEFORE 2-Apr-2025                     | SEARCH 1 2 3 4 5
            SEARCH OR SEEN SUBJECT nested                | SEARCH 1 4
            SORT (REVERSE ARRIVAL) UTF-8 UNSEEN          | SORT 5 4 3 2
            UID SORT (SUBJECT) UTF-8 SUBJECT mail        | SORT 1 4 7
            SEARCH RETURN () UNSEEN                      | ESEARCH (TAG "t3") ALL 2:5
            UID SEARCH RETURN (MIN MAX COUNT) UNSEEN     | ESEARCH (TAG "t3") UID MIN 4 MAX 9 COUNT 4
            SEARCH RETURN (COUNT) SUBJECT nobody         | ESEARCH (TAG "t3") COUNT 0
            UID SEARCH RETURN (PARTIAL -1:-2) ALL        | ESEARCH (TAG "t3") UID PARTIAL (-1:-2 8:9)
            UID SORT RETURN (ALL) (REVERSE ARRIVAL) UTF-8 2:4 | ESEARCH (TAG "t3") UID ALL 8,7,4
            """)
    void findsWhatWasLookedFor(String command, String answer) throws IOException {
        String literal = command.codePoints().allMatch(c -> c < 128) ? command : withLiteral(command);
        assertThat(ask("sato", literal)).containsExactly(answer);
    }

    /// The last word as a literal that does not wait.
    private static String withLiteral(String command) {
        int last = command.lastIndexOf(' ') + 1;
        String word = command.substring(last);
        int octets = word.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return command.substring(0, last) + "{" + octets + "+}\r\n" + word;
    }

    @Test
    void manyMessagesAreReadTogetherAndFoundInTheirOrder() throws IOException {
        assertThat(ask("many", "SEARCH HEADER X-Third yes BODY end"))
                .containsExactly("SEARCH"
                        + IntStream.rangeClosed(1, 20)
                                .mapToObj(n -> " " + 3 * n)
                                .reduce("", String::concat));
        assertThat(ask("many", "SEARCH RETURN (ALL) BODY text")).containsExactly("ESEARCH (TAG \"t3\") ALL 1:60");
    }

    @Test
    void nothingIsFoundWhereNothingIs() throws IOException {
        assertThat(ask("empty", "SEARCH ALL")).containsExactly("SEARCH");
        assertThat(ask("empty", "SEARCH RETURN () ALL")).containsExactly("ESEARCH (TAG \"t3\")");
        assertThat(ask("empty", "SORT (DATE) UTF-8 ALL")).containsExactly("SORT");
        assertThat(ask("empty", "THREAD REFERENCES UTF-8 ALL")).containsExactly("THREAD");
    }

    @Test
    void threadsFollowReferencesOrSubjects() throws IOException {
        assertThat(ask("talk", "THREAD REFERENCES UTF-8 ALL")).containsExactly("THREAD (2)(1 3)");
        assertThat(ask("talk", "UID THREAD ORDEREDSUBJECT UTF-8 ALL")).containsExactly("THREAD (2)(1 3)");
    }

    @Test
    void rev2HearsEsearchAlone() throws IOException {
        try (ImapClient client = server.login("sato")) {
            client.untagged("ENABLE IMAP4rev2");
            client.untagged("SELECT INBOX");
            assertThat(client.untagged("SEARCH SEEN")).containsExactly("ESEARCH (TAG \"t4\") ALL 1");
            assertThat(client.untagged("UID SEARCH UNSEEN")).containsExactly("ESEARCH (TAG \"t5\") UID ALL 4,7:9");
        }
    }

    @Test
    void resultsAreSavedUntilAnotherSearchSavesOrFails() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX")) {
            assertThat(client.untagged("SEARCH RETURN (SAVE) SUBJECT mail")).isEmpty();
            assertThat(client.untagged("UID SEARCH $")).containsExactly("SEARCH 1 4 7");
            assertThat(client.untagged("FETCH $ UID"))
                    .containsExactly("1 FETCH (UID 1)", "2 FETCH (UID 4)", "3 FETCH (UID 7)");
            assertThat(client.untagged("SEARCH RETURN (SAVE MIN) $ UNSEEN"))
                    .containsExactly("ESEARCH (TAG \"t6\") MIN 2");
            assertThat(client.untagged("UID SEARCH $")).containsExactly("SEARCH 4");
        }
    }

    @Test
    void modSequencesAreToldWhereTheyWereLookedAt() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX")) {
            assertThat(client.untagged("SEARCH MODSEQ 1").getFirst()).matches("SEARCH 1 2 3 4 5 \\(MODSEQ [0-9]+\\)");
            assertThat(client.untagged("SEARCH RETURN (COUNT) MODSEQ 1").getFirst())
                    .matches("ESEARCH \\(TAG \"t4\"\\) COUNT 5 MODSEQ [0-9]+");
            assertThat(client.untagged("SEARCH MODSEQ 9000000000000000000")).containsExactly("SEARCH");
        }
    }

    @Test
    void messagesThatAreGoneAreNotFound() throws IOException {
        try (ImapClient client = server.select("talk", "INBOX")) {
            Files.delete(server.folder("talk", "INBOX").resolve("0000000002-000000.MSG"));
            assertThat(client.untagged("SEARCH BODY text")).contains("SEARCH 1 3");
            assertThat(client.untagged("THREAD ORDEREDSUBJECT UTF-8 ALL").getFirst())
                    .isEqualTo("THREAD (1 3)");
        }
    }

    @Test
    void aResultThatIsWatchedIsKeptUpToDate() throws IOException {
        try (ImapClient client = server.select("talk", "INBOX");
                ImapClient other = server.select("talk", "INBOX")) {
            assertThat(client.untagged("SEARCH RETURN (UPDATE COUNT) UNSEEN"))
                    .containsExactly("ESEARCH (TAG \"t3\") COUNT 3");
            assertThat(client.untagged("UID SORT RETURN (UPDATE ALL) (REVERSE SUBJECT DATE) UTF-8 UNFLAGGED"))
                    .containsExactly("ESEARCH (TAG \"t4\") UID ALL 2,1,3");
            assertThat(client.untagged("STORE 2 +FLAGS.SILENT (\\Seen)"))
                    .containsExactly("ESEARCH (TAG \"t3\") REMOVEFROM (0 2)");
            other.untagged("STORE 1 +FLAGS.SILENT (\\Flagged)");
            assertThat(client.untagged("NOOP"))
                    .containsExactly("ESEARCH (TAG \"t4\") UID REMOVEFROM (2 1)", "1 FETCH (FLAGS (\\Flagged))");
            other.untagged("STORE 1 -FLAGS.SILENT (\\Flagged)");
            other.untagged("STORE 3 +FLAGS.SILENT (\\Deleted)");
            other.untagged("EXPUNGE");
            other.untagged("APPEND INBOX {21+}\r\nSubject: sun\r\n\r\nhot\r\n");
            assertThat(client.untagged("NOOP"))
                    .startsWith(
                            "ESEARCH (TAG \"t3\") REMOVEFROM (0 3)",
                            "ESEARCH (TAG \"t4\") UID REMOVEFROM (2 3)",
                            "3 EXPUNGE")
                    .contains("3 EXISTS")
                    .endsWith("ESEARCH (TAG \"t3\") ADDTO (0 3)", "ESEARCH (TAG \"t4\") UID ADDTO (1 4 3 1)");
            assertThat(client.last("CANCELUPDATE \"t3\" \"t4\"")).startsWith("OK");
            assertThat(client.untagged("STORE 1 +FLAGS.SILENT (\\Seen)")).isEmpty();
        }
    }

    /// What a client asks, and whether the message of HTML alone is found.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEARCH BODY "two words"     | true
            SEARCH TEXT "R&D <now>"     | true
            SEARCH CHARSET UTF-8 BODY {5+}~caf\u00c3\u00a9 | true
            SEARCH BODY "hidden"        | false
            SEARCH BODY "strong"        | false
            SEARCH BODY "&amp;"         | false
            """)
    void htmlIsSearchedAsItIsSeen(String search, boolean found) throws IOException {
        server.put(
                "empty",
                "INBOX",
                "0000000001-000000.MSG",
                ("Subject: html\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>hidden</style><p>two"
                                + " <strong>wo</strong>rds</p> R&amp;D &lt;now&gt; caf&eacute;<!-- hidden -->\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        try (ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("empty")) {
            client.untagged("SELECT INBOX");
            assertThat(client.untagged(search.replace("~", "\r\n"))).containsExactly(found ? "SEARCH 1" : "SEARCH");
        }
    }

    @Test
    void charsetsAreThoseOfMail() throws IOException {
        try (ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("sato")) {
            client.untagged("SELECT INBOX");
            for (String name : List.of("sjis", "cp932", "x-euc-jp", "ISO-2022-JP-MS", "latin1", "ks_c_5601-1987")) {
                assertThat(client.last("SEARCH CHARSET " + name + " SUBJECT x"))
                        .as(name)
                        .startsWith("OK");
            }
            assertThat(client.last("SEARCH CHARSET x-nonesuch SUBJECT x")).startsWith("NO [BADCHARSET (");
        }
    }
}
