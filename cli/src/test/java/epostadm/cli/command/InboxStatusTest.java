package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxStatusTest {

    private static final Path TROUBLED = SampleStores.directory("store-bsd-troubled");

    @TempDir
    private Path directory;

    private static Run status(Path store, String options) {
        return Run.of("inbox status" + options + " --store " + store);
    }

    @Test
    void showsOneInbox() {
        Run run = status(TROUBLED, " ueda.c");
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("ueda\\.c +3 +4 +3 +0\\.00% +0\\.00% +\\d+\n");
    }

    @Test
    void showsAnInboxAtItsEnd() {
        Run run = status(TROUBLED, " HAYASHI.K");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).containsPattern("(?s)4294967291 +4294967290 +99\\.99% +199\\.99% .*only 5 are left");
    }

    @Test
    void sortsAllInboxesTheFullestFirst() {
        Run run = status(TROUBLED, " --all --output csv");
        assertThat(run.status()).isEqualTo(1);
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("account,domain,folder,messages,uidNext,highestUid,shareOf2To32,shareOf2To31,uidValidity,"
                        + "findings");
        assertThat(lines.get(1)).startsWith("hayashi.k,").endsWith(",uid-near-2-32");
        assertThat(lines.get(2)).startsWith("goto.n,").endsWith(",uid-above-2-31");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(15).noneMatch(line -> line.startsWith("~kato.j"));
    }

    @Test
    void showsAnotherFolderInJapanese() {
        Run run = status(TROUBLED, " ueda.c --folder 送信済みトレイ --lang ja");
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("2\\^32 比.*\nueda\\.c +1 +2 +1 ");
    }

    @Test
    void wantsAnAccountOrAll() {
        assertThat(status(TROUBLED, ""))
                .satisfies(run -> assertThat(run.status()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("Give an account, or --all"));
        assertThat(status(TROUBLED, " ueda.c --all").status()).isEqualTo(2);
    }

    @Test
    void tellsAnAccountWithoutMailboxFromNoAccount() {
        Run without = status(TROUBLED, " mori.h");
        assertThat(without.status()).isZero();
        assertThat(without.err()).contains("mori.h: has no mailbox yet");
        Run unknown = status(TROUBLED, " nobody");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("nobody: no account of kaisha.example.jp");
    }

    @Test
    void refusesAFolderThatTheAccountDoesNotHave() {
        Run run = status(TROUBLED, " ueda.c --folder Archive");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("ueda.c has no folder Archive");
    }

    @Test
    void worksOnAStoreOfTheVendors() throws IOException {
        Path store = SampleStores.copy("store-windows", directory.resolve("windows"));
        Files.write(store.resolve("db/gakkou.example.jp.idx"), new byte[] {0, 1, 2});
        assertThat(status(store, " inoue.t").out()).containsPattern("inoue\\.t .* 5 +7 +6 ");
        assertThat(status(store, " --all").out()).contains("kyomu");
    }
}
