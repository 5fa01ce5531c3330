package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import epostadm.cli.Run;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YearEndReportTest {

    private static final String LINE = "%s\thiMitsu-2027\t%s\tkaisha.example.jp\t\t1\t0\t0\t1\t1\n";

    @TempDir
    private Path directory;

    private Path store;
    private Path list;
    private Path plan;

    /// A list of one who stays and one newcomer: all others leave.
    @BeforeEach
    void planAChangeOver() throws IOException {
        store = SampleStores.copy("store-bsd", directory.resolve("store"));
        list = directory.resolve("next.txt");
        plan = directory.resolve("plan.json");
        Files.writeString(list, LINE.formatted("sato.k", "佐藤 <b>&") + LINE.formatted("shin.j", "新 次郎"));
        assertThat(planning(" --out " + plan).status()).isEqualTo(1);
    }

    private Run planning(String options) {
        return Run.of("year-end plan " + list + " --scheme plain --quiet --store " + store + options);
    }

    private Run applying(String options) {
        return Run.of("year-end apply " + plan + " --yes --store " + store + options);
    }

    private long accounts() {
        return Run.of("accounts list --output csv --store " + store)
                        .out()
                        .lines()
                        .count()
                - 1;
    }

    @Test
    void showsThePlanAsAPage() {
        Run run = planning(" --output html");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("<!DOCTYPE html>\n<html lang=en>")
                .containsSubsequence(
                        "<h1>Year-end change-over: the plan</h1>",
                        "<li class=warning>",
                        "accounts would leave",
                        "<li class=note>",
                        "Nothing has been changed yet",
                        "<dt>Joining<dd>1",
                        "<figcaption>Accounts before and after</figcaption>",
                        "<h2>All accounts</h2>",
                        "<td>sato.k<td data-w=\"changes\">",
                        "<td>shin.j<td data-w=\"joins\">")
                .contains("佐藤 &lt;b&gt;&amp;")
                .doesNotContain("<b>&", "hiMitsu-2027")
                .endsWith("</html>\n");
    }

    @Test
    void speaksJapanese() {
        Run run = Run.in(
                Map.of("LANG", "ja_JP.UTF-8"),
                "year-end apply " + plan + " --yes --quiet --output html --store " + store);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("<html lang=ja>", "<h1>年度更新の報告</h1>", "検証に合格しました", "更新前と更新後のアカウント", "全アカウント")
                .doesNotContain("verification", "Accounts");
    }

    @Test
    void leavesAPageOfWhatWasMade() throws IOException {
        Path report = directory.resolve("report.html");
        Run run = applying(" --report " + report);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("Report: " + report);
        assertThat(Files.readString(report))
                .containsSubsequence(
                        "the report</h1>",
                        "<li class=warning>",
                        "<li class=note>",
                        "epostadm year-end undo --domain kaisha.example.jp",
                        "<li class=fine>",
                        "the verification held",
                        "as the file says",
                        "<table>")
                .doesNotContain("Nothing has been changed", "hiMitsu-2027")
                .endsWith("</html>\n");
        assertThat(accounts()).isEqualTo(2);
        assertThat(Run.of("year-end undo --domain kaisha.example.jp --yes --store " + store)
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"en, have left, would leave", "ja, 退避しました, 退避されます"})
    void tellsOfTheTrapsAsOfWhatWasDone(String language, String done, String planned) throws IOException {
        assertThat(planning(" --output html --lang " + language).out()).contains(planned);
        Path report = directory.resolve("report.html");
        Run run = applying(" --output json --lang " + language + " --report " + report);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains(done).doesNotContain(planned);
        assertThat(Files.readString(report)).contains(done).doesNotContain(planned);
    }

    @Test
    void leavesJsonOfEveryAccount() throws IOException {
        long before = accounts();
        Path report = directory.resolve("report.json");
        assertThat(applying(" --report " + report).status()).isZero();
        long rows = 0;
        try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("fate")) {
                    rows++;
                }
            }
        }
        assertThat(rows).isEqualTo(before + 1);
        assertThat(Files.readString(report))
                .startsWith("{\n  \"command\":\"year-end apply\",\n  \"domain\":\"kaisha.example.jp\"")
                .contains("\"verified\":true", "\"deviations\":[]", "\"undo\":\"epostadm year-end undo")
                .doesNotContain("hiMitsu-2027");
    }

    @Test
    void leavesCsvOfEveryAccount() throws IOException {
        long before = accounts();
        Path report = directory.resolve("report.CSV");
        assertThat(applying(" --report " + report).status()).isZero();
        List<String> lines = Files.readAllLines(report);
        assertThat(lines).hasSize((int) before + 2).contains("account,fate,mailbox,columns", "shin.j,joins,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "json", "csv"})
    void replacesAnEarlierReport(String ending) throws IOException {
        Path report = directory.resolve("report." + ending);
        assertThat(applying(" --report " + report).status()).isZero();
        String first = Files.readString(report);
        assertThat(Run.of("year-end undo --yes --store " + store).status()).isZero();
        Run again = applying(" --report " + report);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(Files.readString(report)).hasSizeGreaterThan(first.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "report.txt, 2, ending",
        "plan.json, 2, not overwritten",
        "precious.html, 2, not overwritten",
        "precious.csv, 2, not overwritten",
        "link.html, 2, not overwritten",
        "nowhere/report.html, 13, nowhere",
        "store, 2, ending",
        "half.html, 13, half.html.tmp",
        "folder.html, 2, not overwritten"
    })
    void refusesBeforeAnythingIsChanged(String name, int status, String why) throws IOException {
        long before = accounts();
        for (String precious : List.of("precious.html", "precious.csv")) {
            Files.writeString(directory.resolve(precious), "<!DOCTYPE html>\nmine\n");
        }
        Files.createSymbolicLink(directory.resolve("link.html"), directory.resolve("precious.html"));
        Files.createDirectory(directory.resolve("folder.html"));
        Files.createFile(directory.resolve("half.html.tmp"));
        byte[] planned = Files.readAllBytes(plan);
        Run run = applying(" --report " + directory.resolve(name));
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.err()).contains(why);
        assertThat(accounts()).isEqualTo(before);
        assertThat(plan).hasBinaryContent(planned);
        assertThat(directory.resolve("precious.html")).hasContent("<!DOCTYPE html>\nmine\n");
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        Run run = applying(" --dry-run --output html --report " + directory.resolve("report.html"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("Nothing has been changed yet");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("store", "next.txt", "plan.json");
        }
    }

    @Test
    void escapesWhatALineOrAFileIsCalled() throws IOException {
        Path hostile = directory.resolve("<script>alert(1)</script>.txt".replace("/", "_"));
        Files.writeString(hostile, LINE.formatted("sato.k", "佐藤") + "<img>\tx\n");
        Run run = Run.of(
                "year-end plan " + hostile + " --scheme plain --skip-bad --quiet --output html --store " + store);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out())
                .contains("&lt;script&gt;alert", "<h2>Bad lines</h2>")
                .doesNotContain("<script>alert", "<img>");
    }
}
