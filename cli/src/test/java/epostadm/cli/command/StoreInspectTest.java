package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInspectTest {

    @TempDir
    private static Path directory;

    private static Path healthy;
    private static Path troubled;

    @BeforeAll
    static void copySamples() throws IOException {
        healthy = SampleStores.copy("store-bsd", directory.resolve("healthy"));
        troubled = SampleStores.copy("store-bsd-troubled", directory.resolve("troubled"));
        Path ikeda = troubled.resolve("inbox/kaisha.example.jp/ikeda.s");
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(ikeda.resolve("$lockfile"), old);
        Files.setLastModifiedTime(ikeda.resolve("inbox/$lockfile"), old);
    }

    private static Run inspect(Path store, String options) {
        return Run.of("store inspect --store " + store + options);
    }

    @Test
    void endsWith0OnAHealthyStoreAndSumsItUp() {
        Run run = inspect(healthy, "");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Edition: BSD/Linux\n")
                .contains("Accounts: 6\n")
                .contains("Mailboxes: 4\n")
                .contains("Messages: 28\n")
                .contains("Findings: errors 0, warnings 0, notes 2 (");
    }

    @Test
    void endsWith1OnFindingsTheWorstFirst() {
        Run run = inspect(troubled, "");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("error +EP-UID-001 +abe\\.m +INBOX +\"uid\" is missing; it should say 4\n")
                .containsPattern("hayashi\\.k.*only 5 are left .*; try: epostadm inbox reset-uid hayashi\\.k\n")
                .containsPattern("warning +EP-ACC-001 +kimura\\.a +- +there is a mailbox but no account")
                .doesNotContain("mori.h");
        assertThat(run.out().lastIndexOf("\nerror ")).isLessThan(run.out().indexOf("\nwarning "));
    }

    @Test
    void listsFoldersAndNotesOnlyWhenVerbose() {
        assertThat(inspect(troubled, " --verbose").out())
                .containsPattern("ueda\\.c +送信済みトレイ +1 ")
                .containsPattern("note +EP-ACC-002 +mori\\.h ")
                .containsPattern("note +EP-ROOT-004 +~kato\\.j ");
    }

    @Test
    void readsMessagesOnlyWhenDeep() {
        assertThat(inspect(troubled, " --account ogawa.m").out()).doesNotContain("0000000002-000010.MSG");
        assertThat(inspect(troubled, " --account ogawa.m --deep").out()).contains("0000000002-000010.MSG");
    }

    @Test
    void speaksJapanese() {
        Run run = inspect(troubled, " --lang ja");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("uid ファイルがありません。正しい値は 4 です").contains("指摘: エラー ");
    }

    @Test
    void writesARowForEachMailboxAndFolderAsJson() {
        Run run = inspect(troubled, " --output json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("\"account\":\"chiba.t\",\"standing\":\"account\",\"folder\":\"INBOX\"")
                .contains("\"findings\":[\"uid-file-behind\"]")
                .contains("\"folder\":\"R&D\"")
                .contains("\"findings\":[\"account-without-folder\"]")
                .contains("\n  \"accounts\":14,\n");
    }

    @Test
    void writesARowForEachMailboxAndFolderAsCsv() {
        String out = inspect(healthy, " --output csv").out();
        assertThat(out).startsWith("kind,domain,account,standing,folder,arrivals,messages,size,limit,uidNext,");
        assertThat(out).contains("\nmailbox,kaisha.example.jp,sato.k,account,,3,");
        assertThat(out).contains("\nfolder,kaisha.example.jp,sato.k,account,取引先/商事 2025,,2,");
        assertThat(out).contains("\nmailbox,kaisha.example.jp,ito.s,account-without-folder,,0,0,0,52428800,");
    }

    @Test
    void showsOnlyTheFindingsThatWereAskedFor() {
        Run run = inspect(troubled, " --only uid,ep-acc-002 --skip EP-UID-005");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("EP-UID-001")
                .contains("EP-ACC-002")
                .contains("Findings: errors 5, warnings 0, notes 1\n")
                .doesNotContain("EP-UID-005")
                .doesNotContain("EP-MSG-001");
    }

    @Test
    void endsWith0WhereNothingThatMattersIsFound() {
        assertThat(inspect(troubled, " --account goto.n").status()).isEqualTo(1);
        Run run = inspect(troubled, " --account goto.n --min-severity error");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Findings: errors 0, warnings 0, notes 0\n");
    }

    @Test
    void refusesAnIdThatNoFindingHas() {
        Run run = inspect(troubled, " --skip EP-UID-033");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("EP-UID-033: no finding has such an id; did you mean EP-UID-003");
    }

    @Test
    void findsWhatBelongsToNoMailbox() throws IOException {
        Path store = SampleStores.copy("store-bsd", directory.resolve("aliases"));
        Files.writeString(store.resolve("db/aliases.txt"), "a@kaisha.example.jp\tnobody@kaisha.example.jp\r\n");
        assertThat(inspect(store, "").out())
                .containsPattern("warning +EP-ALIAS-003 +db/aliases.txt +- +line 1: a@kaisha.example.jp leads to ");
        assertThat(inspect(store, " --output json").out())
                .contains("{\"kind\":\"store\",\"domain\":null,\"account\":null,\"standing\":null,")
                .contains("\"folder\":\"db/aliases.txt\"")
                .contains("\"ids\":[\"EP-ALIAS-003\"]");
        assertThat(inspect(store, " --account 's*'").out()).doesNotContain("EP-ALIAS-003");
    }

    @Test
    void explainsAFinding() {
        assertThat(Run.of("store explain uid-003").out())
                .startsWith("ID: EP-UID-003\nSeverity: error\nTitle: \"uid\" is behind\nWhat it means: ")
                .endsWith("Cure: epostadm store repair --only EP-UID-003\n");
        assertThat(Run.of("store explain EP-UID-003 --lang ja").out()).contains("対処: epostadm store repair");
        assertThat(Run.of("store explain lock").out()).contains("EP-LOCK-001").contains("EP-LOCK-002");
        assertThat(Run.of("store explain nonsense").status()).isEqualTo(2);
    }

    @Test
    void refusesAPatternThatNothingMatches() {
        Run run = inspect(healthy, " --account nobody*");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("nobody*: no account and no mailbox has such a name");
    }

    @Test
    void saysWhereThereIsNoStore() {
        assertThat(inspect(directory.resolve("nowhere"), "").status()).isEqualTo(10);
    }

    @Test
    void changesNothing() throws IOException {
        Map<String, String> before = tree(troubled);
        inspect(troubled, " --deep --verbose");
        Run.of("inbox status --all --store " + troubled);
        assertThat(tree(troubled)).isEqualTo(before);
    }

    private static Map<String, String> tree(Path top) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                tree.put(file.toString(), attributes.size() + " " + attributes.lastModifiedTime());
            }
        }
        return tree;
    }

    @Test
    void drawsAPageWithTheWorstFirst() {
        Run run = inspect(troubled, " --output html");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsSubsequence(
                        "<li class=error>",
                        "EP-UID-001 abe.m INBOX: &quot;uid&quot; is missing; it should say 4",
                        "<code>epostadm store repair --only EP-UID-001</code>",
                        "<li class=warning>",
                        "<dl class=figures>",
                        "figure class=bars",
                        "<h2>Findings</h2>",
                        "<td>EP-UID-001<td>abe.m",
                        "<h2>All folders</h2>",
                        "送信済みトレイ")
                .endsWith("</html>\n");
        assertThat(inspect(healthy, " --output html").out()).contains("No errors and no warnings.");
    }
}
