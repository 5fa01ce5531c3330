package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStatsTest {

    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void copySample() throws IOException {
        store = SampleStores.copy("store-bsd-troubled", directory.resolve("store"));
    }

    private Run stats(String options) {
        return Run.of("store stats --store " + store + options);
    }

    @Test
    void saysWhereTheSpaceIs() {
        Run run = stats("");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("ACCOUNT +MESSAGES +SIZE +SHARE\nhayashi\\.k +7 +")
                .containsPattern("\nINBOX +47 +")
                .containsPattern("\n送信済みトレイ +2 +797 B +1.28%\n")
                .contains("Messages: 52\n", "Put aside (~): 2.1 kB in 2 messages\n")
                .doesNotContain("Last measured");
    }

    @Test
    void tellsTheGrowthSinceTheLastLook() throws IOException {
        assertThat(stats("").status()).isZero();
        Files.write(store.resolve("inbox/kaisha.example.jp/abe.m/B0000000077.MSG"), new byte[2048]);
        assertThat(stats(" --no-record").out()).contains("Messages since then: +1\n", "Size since then: +2.0 kB\n");
        assertThat(stats(" --output json --no-record").out())
                .contains("\"growthMessages\":1", "\"growthSize\":2048", "\"kind\":\"folder-name\"");
        assertThat(stats(" --account abe.m").out())
                .doesNotContain("since then")
                .containsPattern("GREW MOST +GROWTH +MESSAGES MORE +SIZE\nabe\\.m +\\+2\\.0 kB +\\+1 ");
        assertThat(stats(" --output csv").out()).containsPattern("\naccount,kaisha\\.example\\.jp,abe\\.m,.*,1,2048\n");
        assertThat(stats(" --account abe.m").out()).doesNotContain("GREW MOST");
    }

    @Test
    void countsQueueAndLogsApart() throws IOException {
        Files.createDirectories(store.resolve("inlog"));
        Files.write(store.resolve("inlog/260101.log"), new byte[1500]);
        Files.createDirectories(store.resolve("dead"));
        Files.write(store.resolve("dead/B0000000001.MSG"), new byte[300]);
        assertThat(stats("").out())
                .containsPattern("PLACE +FILES +SIZE +GROWTH\n")
                .containsPattern("\ndead +1 +300 B +-\n")
                .containsPattern("\ninlog +1 +1\\.5 kB +-\n")
                .contains("Logs: 1.5 kB in 1 files\n", "Messages: 52\n");
        Files.write(store.resolve("inlog/260102.log"), new byte[2000]);
        assertThat(stats(" --no-record").out()).containsPattern("\ninlog +2 +3\\.4 kB +\\+2\\.0 kB\n");
        assertThat(stats(" --no-record --output json").out())
                .contains("{\"kind\":\"log\",\"domain\":null,\"account\":null,\"folder\":null,\"class\":null,"
                        + "\"messages\":2,\"size\":3500,")
                .contains("\"file\":\"inlog\",\"growthMessages\":1,\"growthSize\":2000}")
                .contains("\"logSize\":3500");
        assertThat(stats(" --no-record --output html").out()).contains("Queue and logs", "inlog");
    }

    @Test
    void writesNothingWhereItIsToldSo() {
        assertThat(stats(" --no-record").status()).isZero();
        assertThat(store.resolve(".epostadm/stats.tsv")).doesNotExist();
        assertThat(stats(" --account abe.m").status()).isZero();
        assertThat(store.resolve(".epostadm/stats.tsv")).doesNotExist();
        assertThat(stats("").status()).isZero();
        assertThat(store.resolve(".epostadm/stats.tsv")).exists();
    }

    @Test
    void drawsAPage() {
        assertThat(stats("").status()).isZero();
        Run run = Run.in(Map.of("LANG", "ja_JP.UTF-8"), "store stats --output html --store " + store);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("<!DOCTYPE html>\n<html lang=ja>")
                .containsSubsequence("<h1>容量の内訳</h1>", "figure class=bars", "figure class=curve", "全アカウント", "~kato.j")
                .contains("R&amp;D")
                .endsWith("</html>\n");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThat(stats(" --largest 0").status()).isEqualTo(2);
    }
}
