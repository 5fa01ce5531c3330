package epostadm.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of `logs summary`; its rows are in samples/cases/logs-summary.
class LogsSummaryTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\"[^\"]*\"|[^\">])*?)(/?)>");
    /// What HTML lets stand without an end.
    private static final Set<String> OPEN = Set.of("li", "tr", "td", "th", "thead", "tbody", "dt", "dd", "input");

    @TempDir
    private Path logs;

    private static Run page(Path logs, String language, String options) {
        return Run.in(
                Map.of("LANG", language),
                "logs summary --output html --store " + SampleStores.directory("store-bsd") + " --logs " + logs
                        + options);
    }

    private static Path samples() {
        return SampleStores.directory("logs");
    }

    private void write(String log, String lines) throws IOException {
        Files.createDirectories(logs.resolve(log));
        Files.writeString(logs.resolve(log).resolve("260415.log"), lines, UTF_8);
    }

    private static String main(Run run) {
        return run.out()
                .substring(
                        run.out().indexOf("<main>") + "<main>".length(),
                        run.out().indexOf("</main>"));
    }

    private static void assertWellFormed(String markup) {
        Deque<String> open = new ArrayDeque<>();
        for (MatchResult tag : TAG.matcher(markup).results().toList()) {
            String name = tag.group(2);
            if (OPEN.contains(name) || tag.group(4).equals("/")) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else {
                assertThat(open.poll())
                        .as("closed by </%s> at %s", name, tag.start())
                        .isEqualTo(name);
            }
        }
        assertThat(open).as("never closed").isEmpty();
        assertThat(TAG.matcher(markup).replaceAll("")).as("outside of tags").doesNotContain("<", ">");
    }

    @Test
    void tellsSignsOfAbuseFirst() {
        Run run = page(samples(), "C", " --sudden 20");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("<!DOCTYPE html>\n<html lang=en>").endsWith("</html>\n");
        assertThat(main(run))
                .containsSubsequence(
                        "<li class=warning>",
                        "takahashi.y@kaisha.example.jp sent 31 mails in the hour from 2026-04-18 21:00; usual in an hour: 1.",
                        "<code>epostadm logs trace takahashi.y@kaisha.example.jp</code>",
                        "takahashi.y@kaisha.example.jp logged in from 8 addresses",
                        "203.0.113.99 failed to log in 40 times",
                        "<dl class=figures>",
                        "<figcaption>Mail by day</figcaption>",
                        "<figcaption>Logins by day</figcaption>",
                        "<figcaption>Mail by hour</figcaption>",
                        "<h2>What was refused most</h2>",
                        "535 5.7.0 Authentication failed.",
                        "<h2>Senders</h2>",
                        "<h2>What was read</h2>")
                .doesNotContain("No sign of abuse", "All signs of abuse");
    }

    @Test
    void speaksJapanese() {
        Run run = page(samples(), "ja_JP.UTF-8", " --sudden 20");
        assertThat(run.out())
                .containsSubsequence(
                        "<html lang=ja>",
                        "<h1>ログの集計</h1>",
                        "takahashi.y@kaisha.example.jp が 2026-04-18 21:00 からの 1 時間に 31 通を送信しました",
                        "日ごとのメール",
                        "時間ごとのメール",
                        "多い拒否理由");
    }

    @Test
    void isWellFormed() {
        assertWellFormed(main(page(samples(), "C", " --sudden 20")));
        assertWellFormed(main(page(samples(), "ja_JP.UTF-8", " --since 2026-04-14 --until 2026-04-15")));
        assertWellFormed(main(page(logs, "C", "")));
    }

    @Test
    void drawsHoursAtWhichNothingWasAsNothing() throws IOException {
        write("acceptlog", """
                [15/Apr/2026:01:00:00] 198.51.100.8 550 no
                [15/Apr/2026:04:00:00] 198.51.100.8 550 no
                """);
        assertThat(main(page(logs, "C", "")))
                .containsSubsequence(
                        "Mail by hour",
                        "<th scope=row>04-15 01:00",
                        "04-15 02:00<td class=n>0",
                        "04-15 03:00",
                        "04-15 04:00")
                .doesNotContain("Mail by day", "04-15 05:00", "Logins by");
    }

    @Test
    void survivesAClockThatWasWrong() throws IOException {
        write("acceptlog", """
                [01/Jan/1970:00:00:01] 198.51.100.8 550 no
                [15/Apr/2026:04:00:00] 198.51.100.8 550 no
                """);
        assertThat(main(page(logs, "C", "")))
                .contains("1970-01-01", "2026-04-15")
                .doesNotContain("1970-01-02", "2026-04-14");
    }

    @Test
    void neitherRunsNorAdvisesWhatStrangersWrote() throws IOException {
        String sender = "x;$(reboot)<b>\"'&@evil.example";
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            lines.append("<B000000000" + i + "> [15/Apr/2026:01:00:00] 198.51.100.8 [198.51.100.8] " + sender
                    + " a@<i>x</i>.example\n");
        }
        write("inlog", lines.toString());
        write("acceptlog", "[15/Apr/2026:01:00:00] 198.51.100.8 550 <script>alert(1)</script>\n");
        Run run = page(logs, "C", " --sudden 5");
        assertThat(run.status()).isEqualTo(1);
        String main = main(run);
        assertWellFormed(main);
        assertThat(main)
                .contains("x;$(reboot)&lt;b&gt;&quot;&#39;&amp;@evil.example sent 5 mails")
                .doesNotContain("<code>", "<b>\"", "<i>x", "<script");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(main(page(logs, "C", "")))
                .contains("There is no line of these logs at that time")
                .doesNotContain("No sign of abuse", "<figure");
        assertThat(main(page(samples(), "C", " --since 2026-04-14 --until 2026-04-15")))
                .contains("No sign of abuse");
    }

    @Test
    void listsAllSignsWhereThereAreMany() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            lines.append("[15/Apr/2026:01:00:00] 198.51.100." + i + " 535 5.7.0 Authentication failed.\n");
        }
        write("acceptlog", lines.toString());
        String main = main(page(logs, "C", " --guesses 1"));
        assertThat(main).containsSubsequence("2 more signs of abuse: see the table below", "All signs of abuse");
        assertThat(main.split("failed to log in 1 times", -1)).hasSize(10 + 12 + 1);
    }
}
