package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImapFetchTest {

    @TempDir
    Path directory;

    private ImapServer server;

    @BeforeEach
    void start() throws IOException {
        server = ImapServer.over(directory, FetchMail::fill);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    private List<String> fetch(String account, String fetch) throws IOException {
        try (ImapClient client = server.select(account, "INBOX")) {
            return client.untagged(fetch);
        }
    }

    private static String literal(String name, String text) {
        String octets = text.replace("\n", "\r\n");
        return name + " {" + octets.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + octets;
    }

    @Test
    void flagsUidsAndSizesNeedOneLineEach() throws IOException {
        assertThat(fetch("sato", "FETCH 1:* (FLAGS UID RFC822.SIZE)"))
                .containsExactly(
                        "1 FETCH (FLAGS (\\Seen) UID 1 RFC822.SIZE 36)",
                        "2 FETCH (FLAGS (\\Recent) UID 4 RFC822.SIZE 36)",
                        "3 FETCH (FLAGS () UID 7 RFC822.SIZE 36)");
    }

    @Test
    void uidFetchTellsTheUidUnasked() throws IOException {
        assertThat(fetch("sato", "UID FETCH 4:5,7 (FLAGS)"))
                .containsExactly("2 FETCH (UID 4 FLAGS (\\Recent))", "3 FETCH (UID 7 FLAGS ())");
        assertThat(fetch("sato", "UID FETCH 5:6 FLAGS")).isEmpty();
        assertThat(fetch("sato", "UID FETCH 100:* UID")).containsExactly("3 FETCH (UID 7)");
    }

    @Test
    void datesAreThoseOfTheServersZone() throws IOException {
        assertThat(fetch("sato", "FETCH 1 INTERNALDATE"))
                .containsExactly("1 FETCH (INTERNALDATE \" 1-Apr-2025 09:00:00 +0900\")");
    }

    @Test
    void envelopeAndStructureAreTold() throws IOException {
        assertThat(fetch("mime", "FETCH 1 ENVELOPE"))
                .containsExactly("1 FETCH (ENVELOPE (\"Mon, 24 Nov 2025 09:00:00 +0900\" \"nested\""
                        + " ((\"Sato, Hanako\" NIL \"sato\" \"a.example\"))".repeat(3)
                        + " ((NIL NIL \"suzuki\" \"b.example\")) NIL NIL NIL \"<nested@a.example>\"))");
        assertThat(fetch("mime", "FETCH 1 BODY").getFirst())
                .startsWith("1 FETCH (BODY ((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 14 0)")
                .contains("(\"image\" \"png\" (\"name\" \"p.png\") NIL NIL \"base64\" 8)");
        assertThat(fetch("mime", "FETCH 1 BODYSTRUCTURE").getFirst()).startsWith("1 FETCH (BODYSTRUCTURE ((");
    }

    /// Headers end with an empty line, which stands as `~`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BODY.PEEK[1]                         | BODY[1]                         | the first part
            BODY.PEEK[1]<4.5>                    | BODY[1]<4>                      | first
            BODY.PEEK[1.MIME]                    | BODY[1.MIME]                    | Content-Type: text/plain; charset=us-ascii~
            BODY.PEEK[2]                         | BODY[2]                         | AAECAwA=
            BODY.PEEK[3.HEADER.FIELDS (SUBJECT)] | BODY[3.HEADER.FIELDS (SUBJECT)] | Subject: inside~
            BODY.PEEK[HEADER.FIELDS (subject)]   | BODY[HEADER.FIELDS (subject)]   | Subject: nested~
            BODY.PEEK[3.1]                       | BODY[3.1]                       | =E6=97=A5=E6=9C=AC
            BODY.PEEK[3.2.MIME]                  | BODY[3.2.MIME]                  | Content-Type: text/html~
            BODY.PEEK[3.2]                       | BODY[3.2]                       | <p>inner</p>
            BINARY.PEEK[1]                       | BINARY[1]                       | the first part
            BINARY.PEEK[3.1]                     | BINARY[3.1]                     | 日本
            BINARY.PEEK[3.1]<3.9>                | BINARY[3.1]<3>                  | 本
            """)
    void sectionsAreThoseThatWereAskedFor(String item, String name, String text) throws IOException {
        assertThat(fetch("mime", "FETCH 1 (" + item + ")"))
                .containsExactly("1 FETCH (" + literal(name, text.replace("~", "\n\n")) + ")");
    }

    @Test
    void wholeMessagesHeadersAndTextsAreTheFilesOctets() throws IOException {
        String header = FetchMail.NESTED.substring(0, FetchMail.NESTED.indexOf("\r\n\r\n") + 4);
        String text = FetchMail.NESTED.substring(header.length());
        int size = FetchMail.NESTED.length();
        assertThat(fetch("mime", "FETCH 1 (BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT] RFC822.HEADER)"))
                .containsExactly("1 FETCH (BODY[] {" + size + "}\r\n" + FetchMail.NESTED
                        + " BODY[HEADER] {" + header.length() + "}\r\n" + header
                        + " BODY[TEXT] {" + text.length() + "}\r\n" + text
                        + " RFC822.HEADER {" + header.length() + "}\r\n" + header + ")");
        assertThat(fetch("mime", "FETCH 1 (BINARY.PEEK[] BINARY.SIZE[])"))
                .containsExactly(
                        "1 FETCH (BINARY[] {" + size + "}\r\n" + FetchMail.NESTED + " BINARY.SIZE[] " + size + ")");
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        assertThat(
                        fetch(
                                "mime",
                                "FETCH 1 (BODY.PEEK[9] BODY.PEEK[1.9] BODY.PEEK[1.HEADER] BODY.PEEK[1]<99.9> BINARY.PEEK[9] BINARY.SIZE[9])"))
                .containsExactly(
                        "1 FETCH (BODY[9] \"\" BODY[1.9] \"\" BODY[1.HEADER] \"\" BODY[1]<99> \"\" BINARY[9] \"\""
                                + " BINARY.SIZE[9] 0)");
    }

    @Test
    void binaryWithNullsIsTheOnlyLiteral8() throws IOException {
        assertThat(fetch("mime", "FETCH 1 (BINARY.SIZE[2] BINARY.PEEK[2] BINARY.PEEK[2]<1.2>)"))
                .containsExactly("1 FETCH (BINARY.SIZE[2] 5 BINARY[2] ~{5}\r\n\0\1\2\3\0 BINARY[2]<1> {2}\r\n\1\2)");
    }

    @Test
    void anEncodingThatNobodyKnowsIsRefused() throws IOException {
        try (ImapClient client = server.select("mime", "INBOX")) {
            assertThat(client.ask("FETCH 1 (FLAGS BINARY[4])"))
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("NO [UNKNOWN-CTE]"));
            assertThat(client.last("FETCH 1 BINARY.SIZE[4]")).startsWith("NO [UNKNOWN-CTE]");
            assertThat(client.untagged("FETCH 1 BODY.PEEK[4]")).containsExactly("1 FETCH (BODY[4] {9}\r\nbegin 644)");
        }
    }

    @Test
    void whatIsReadCountsAsSeen() throws IOException {
        try (ImapClient client = server.select("mime", "INBOX")) {
            assertThat(client.untagged("FETCH 1 BODY.PEEK[1]"))
                    .containsExactly("1 FETCH (BODY[1] {14}\r\nthe first part)");
            assertThat(client.untagged("FETCH 1 BODY[1]"))
                    .containsExactly("1 FETCH (BODY[1] {14}\r\nthe first part FLAGS (\\Seen))");
            assertThat(client.untagged("FETCH 1 BODY[1]")).containsExactly("1 FETCH (BODY[1] {14}\r\nthe first part)");
            assertThat(client.untagged("FETCH 2 (FLAGS BINARY[1]<0.1>)").getFirst())
                    .startsWith("2 FETCH (FLAGS (\\Seen) BINARY[1]<0> ");
            assertThat(server.files("mime", "INBOX")).containsExactly("0000000002-000010.MSG", "0000000003-000010.MSG");
        }
    }

    @Test
    void whoReadsInAFolderThatIsExaminedLeavesNoTrace() throws IOException {
        try (ImapClient client = server.login("mime")) {
            client.untagged("EXAMINE INBOX");
            assertThat(client.untagged("FETCH 1 BODY[1]")).containsExactly("1 FETCH (BODY[1] {14}\r\nthe first part)");
            assertThat(client.untagged("FETCH 1 FLAGS").getFirst()).doesNotContain("Seen");
        }
    }

    @Test
    void manyMessagesAreMarkedInSeveralGoes() throws IOException {
        List<String> lines = fetch("many", "FETCH 1:* (UID BODY[TEXT])");
        assertThat(lines).hasSize(130);
        assertThat(lines.getLast())
                .isEqualTo("130 FETCH (UID 130 " + literal("BODY[TEXT]", "This is mail 130.\n") + " FLAGS (\\Seen))");
        assertThat(server.files("many", "INBOX")).hasSize(130).allMatch(name -> name.endsWith("-000010.MSG"));
    }

    @Test
    void largeMessagesGoOutWhole() throws IOException {
        byte[] large =
                ("Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(200_000)).getBytes(StandardCharsets.US_ASCII);
        server.put("empty", "INBOX", "0000000001-000000.MSG", large);
        try (ImapClient client = server.select("empty", "INBOX")) {
            assertThat(client.untagged("FETCH 1 (BODY[] UID)"))
                    .containsExactly("1 FETCH (BODY[] {" + large.length + "}\r\n"
                            + new String(large, StandardCharsets.US_ASCII) + " UID 1 FLAGS (\\Seen))");
            assertThat(client.untagged("FETCH 1 BODY[]<1000000.100000>").getFirst())
                    .isEqualTo("1 FETCH (BODY[]<1000000> {100000}\r\n"
                            + new String(large, 1_000_000, 100_000, StandardCharsets.US_ASCII) + ")");
        }
    }

    @Test
    void brokenMessagesAreToldAsFarAsTheyGo() throws IOException {
        try (ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("broken")) {
            client.untagged("SELECT INBOX");
            assertThat(client.untagged("FETCH 1:* (RFC822.SIZE BODY.PEEK[])"))
                    .containsExactly(
                            "1 FETCH (RFC822.SIZE 0 BODY[] \"\")",
                            "2 FETCH (RFC822.SIZE 21 BODY[] {21}\r\nSubject: header alone)",
                            "3 FETCH (RFC822.SIZE 58 BODY[] {58}\r\n"
                                    + "Content-Type: multipart/mixed; boundary=x\r\n\r\nno boundary\r\n)",
                            "4 FETCH (RFC822.SIZE 22 BODY[] {22}\r\nSubject: null\r\n\r\na\u0080b\r\n)",
                            "5 FETCH (RFC822.SIZE 27 BODY[] {27}\r\nSubject: bare\r\n\r\n.dot\r\nlast)");
            assertThat(client.untagged("FETCH 1:* (ENVELOPE BODYSTRUCTURE PREVIEW EMAILID THREADID)"))
                    .hasSize(5);
        }
    }

    @Test
    void messagesThatAreGoneAreLeftOut() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX")) {
            Files.delete(server.folder("sato", "INBOX").resolve("0000000004-100000.MSG"));
            List<String> all = client.ask("FETCH 1:3 (UID BODY.PEEK[TEXT])");
            assertThat(all).hasSize(3);
            assertThat(all.get(0)).startsWith("* 1 FETCH (UID 1 ");
            assertThat(all.get(1)).startsWith("* 3 FETCH (UID 7 ");
            assertThat(all.get(2)).startsWith("NO [EXPUNGEISSUED]");
            assertThat(client.last("UID FETCH 4 BODY.PEEK[]")).startsWith("OK");
        }
    }

    @Test
    void whatIsKnownOfMessagesThatAreGoneIsTold() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX");
                ImapClient other = server.select("sato", "INBOX")) {
            other.untagged("STORE 2 +FLAGS.SILENT (\\Deleted)");
            other.untagged("EXPUNGE");
            List<String> all = client.ask("FETCH 1:3 (UID FLAGS)");
            assertThat(all).hasSize(4);
            assertThat(all.get(1)).startsWith("* 2 FETCH (UID 4 FLAGS (").contains("\\Deleted");
            assertThat(all.get(3)).startsWith("OK");
            assertThat(client.last("FETCH 1:3 (UID FLAGS BODY.PEEK[])")).startsWith("NO [EXPUNGEISSUED]");
        }
    }

    @Test
    void whatTheVendorScrambledHasAStandIn() throws IOException {
        server.put("empty", "INBOX", "0000000001-000000.MSG", new byte[] {(byte) 0xFF, 1, 2, '\r', '\n'});
        try (ImapClient client = server.select("empty", "INBOX")) {
            List<String> told = client.ask("FETCH 1 (UID FLAGS RFC822.SIZE INTERNALDATE ENVELOPE BODY.PEEK[])");
            assertThat(told.getFirst()).startsWith("* 1 FETCH (UID 1 ").contains("/wECDQo=");
            assertThat(told.getLast()).startsWith("OK");
            assertThat(client.untagged("SEARCH TEXT nonesuch")).containsExactly("SEARCH");
            assertThat(client.last("COPY 1 INBOX")).startsWith("OK [COPYUID");
            assertThat(Files.readAllBytes(server.folder("empty", "INBOX").resolve("0000000002-100000.MSG")))
                    .hasSize(5);
        }
    }

    @Test
    void whatWouldBeTakenForScrambledIsNotAppended() throws IOException {
        try (ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("empty")) {
            client.untagged("SELECT INBOX");
            assertThat(client.last("APPEND INBOX {9+}\r\n\u00FFSubject:")).startsWith("NO [CANNOT]");
            assertThat(client.last("APPEND INBOX CATENATE (TEXT {1+}\r\n\u00FF TEXT {2+}\r\nab)"))
                    .startsWith("NO [CANNOT]");
            assertThat(client.last("NOOP")).startsWith("OK");
            assertThat(server.files("empty", "INBOX")).isEmpty();
        }
    }

    @Test
    void objectsAndDatesOfTheirKeepingAreTold() throws IOException {
        assertThat(fetch("sato", "FETCH 1 (EMAILID THREADID)").getFirst())
                .matches("1 FETCH \\(EMAILID \\([A-Za-z0-9_-]{1,255}\\) THREADID NIL\\)");
        assertThat(fetch("sato", "FETCH 1 SAVEDATE").getFirst()).startsWith("1 FETCH (SAVEDATE ");
        assertThat(fetch("sato", "FETCH 1 PREVIEW")).containsExactly("1 FETCH (PREVIEW \"This is mail 1.\")");
    }

    @Test
    void whatHasNotChangedSinceIsLeftOut() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX")) {
            String modSeq =
                    client.untagged("FETCH 1 MODSEQ").getFirst().replaceAll("[^(]*\\(MODSEQ \\(([0-9]+)\\)\\)", "$1");
            assertThat(client.untagged("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + modSeq + ")"))
                    .isEmpty();
            client.untagged("STORE 2 +FLAGS (\\Flagged)");
            assertThat(client.untagged("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + modSeq + ")"))
                    .singleElement()
                    .asString()
                    .matches("2 FETCH \\(UID 4 FLAGS \\(\\\\Flagged \\\\Recent\\) MODSEQ \\([0-9]+\\)\\)");
            assertThat(client.last("UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1 VANISHED)"))
                    .startsWith("BAD");
        }
    }

    @Test
    void whatHasVanishedIsToldBefore() throws IOException {
        try (ImapClient client = server.login("sato")) {
            client.untagged("ENABLE QRESYNC");
            client.untagged("SELECT INBOX");
            client.untagged("STORE 2 +FLAGS (\\Deleted)");
            assertThat(client.untagged("EXPUNGE")).contains("VANISHED 4");
            assertThat(client.untagged("UID FETCH 1:7 (UID) (CHANGEDSINCE 1 VANISHED)")
                            .getFirst())
                    .matches("VANISHED \\(EARLIER\\) (4|2:6)");
        }
    }

    @Test
    void aPartOfTheMessagesIsCountedFromEitherEnd() throws IOException {
        assertThat(fetch("many", "UID FETCH 1:* (UID) (PARTIAL -1:-2)"))
                .containsExactly("129 FETCH (UID 129)", "130 FETCH (UID 130)");
        assertThat(fetch("many", "UID FETCH 5:* (UID) (PARTIAL 2:3)"))
                .containsExactly("6 FETCH (UID 6)", "7 FETCH (UID 7)");
    }

    @Test
    void whoWantsUidsOnlyHearsNoNumbers() throws IOException {
        try (ImapClient client = server.login("sato")) {
            client.untagged("ENABLE UIDONLY");
            client.untagged("SELECT INBOX");
            assertThat(client.untagged("UID FETCH 4 (RFC822.SIZE)")).containsExactly("4 UIDFETCH (RFC822.SIZE 36)");
            assertThat(client.last("FETCH 1 FLAGS")).startsWith("BAD");
        }
    }

    @Test
    void numbersThatNoMessageHasAreBad() throws IOException {
        try (ImapClient client = server.select("sato", "INBOX")) {
            assertThat(client.last("FETCH 4 FLAGS")).startsWith("BAD");
        }
        try (ImapClient client = server.select("empty", "INBOX")) {
            assertThat(client.last("FETCH 1:* FLAGS")).startsWith("BAD");
            assertThat(client.untagged("UID FETCH 1:* FLAGS")).isEmpty();
        }
    }
}
