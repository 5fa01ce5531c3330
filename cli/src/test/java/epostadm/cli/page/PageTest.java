package epostadm.cli.page;

import static epostadm.cli.console.Cell.absent;
import static epostadm.cli.console.Cell.number;
import static epostadm.cli.console.Cell.size;
import static epostadm.cli.console.Cell.text;
import static epostadm.cli.console.Cell.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.cli.console.Language;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageTest {

    private static final Page.Head HEAD = new Page.Head(
            "store inspect", "A & B", "<lead>", Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.ofHours(9));

    private interface Writing {
        void to(Page page) throws IOException;
    }

    private static String page(Language language, Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Page page = Page.open(out, Texts.messages(language), HEAD)) {
            writing.to(page);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String body(Writing writing) throws IOException {
        String page = page(Language.EN, writing);
        return page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void saysItsLanguageTitleAndTime(Language language) throws IOException {
        assertThat(page(language, _ -> {}))
                .startsWith("<!DOCTYPE html>\n<html lang=" + language + ">")
                .contains("<title>A &amp; B</title>", "&lt;lead&gt;", "2026-11-24 17:00:00", "+09:00")
                .endsWith("</html>\n");
    }

    @Test
    void runsNothingButItsOwnScript() throws Exception {
        String page = page(Language.EN, _ -> {});
        for (String element : List.of("style", "script")) {
            List<String> contents = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                    .matcher(page)
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(contents).isNotEmpty();
            for (String content : contents) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
                assertThat(page)
                        .as("the policy")
                        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
            }
        }
        assertThat(page).contains("default-src 'none'").doesNotContain("unsafe", "http://", "https://");
    }

    @ParameterizedTest
    @CsvSource({
        "<script>alert(1)</script>, &lt;script&gt;alert(1)&lt;/script&gt;",
        "a\"b, a&quot;b",
        "it's, it&#39;s",
        "&amp;, &amp;amp;",
        "a\u202eb, a\\u202eb",
        "a\u0000\u001bb, a\\u0000\\u001bb",
        "佐藤 花子, 佐藤 花子",
    })
    void escapesWhatComesFromAStore(String text, String shown) throws IOException {
        List<String> bodies = List.of(
                body(page -> {
                    try (Report table = page.table(text, "account", "state")) {
                        table.row(text(text), word(text, text));
                        table.fact("store", text(text));
                    }
                }),
                body(page -> page.notices(List.of(new Notice(Notice.Level.ERROR, text, text)))),
                body(page -> page.figures(List.of(new Figure(text, text(text), text)))),
                body(page -> page.picture(new Bars(
                        text, text, Unit.COUNT, List.of(text, text), List.of(new Bars.Bar(text, List.of(1L, 2L)))))),
                body(page -> page.picture(
                        new Curve(text, text, Unit.COUNT, List.of(text), List.of(new Curve.Line(text, List.of(1L)))))));
        for (String body : bodies) {
            assertThat(body).contains(shown);
            if (!shown.equals(text)) {
                assertThat(body).doesNotContain(text.replace("&amp;", "& "));
            }
            assertThat(body.replace(shown, "")).doesNotContain("alert", "\u202e", "\u001b");
        }
    }

    @Test
    void tellsTheScriptWhatToSortBy() throws IOException {
        String body = body(page -> {
            try (Report table = page.table("Sizes", "account", "size", "messages")) {
                table.row(text("a"), size(1536), number(12_345));
                table.row(text("b"), absent(), number(0));
            }
        });
        assertThat(body)
                .contains(
                        "<tr><td>a<td class=n data-v=1536>1.5 kB<td class=n data-v=12345>12,345\n",
                        "<tr><td>b<td class=\"x n\">–<td class=n data-v=0>0\n");
    }

    @Test
    void putsTheWorstFirst() throws IOException {
        String body = body(page -> page.notices(List.of(
                new Notice(Notice.Level.NOTE, "third"),
                new Notice(Notice.Level.ERROR, "first", "cure"),
                new Notice(Notice.Level.WARNING, "second"))));
        assertThat(body).containsSubsequence("class=error", "first", "<code>cure</code>", "second", "third");
    }

    @Test
    void keepsATableForTheEnd() throws IOException {
        String body = body(page -> {
            try (Report accounts = page.tableAtEnd("Accounts", "account");
                    Report folders = page.tableAtEnd("Folders", "folder")) {
                folders.row(text("INBOX"));
                accounts.row(text("sato"));
            }
            page.figures(List.of(new Figure("Sum", number(1))));
        });
        assertThat(body).containsSubsequence("Sum", "Accounts", "sato", "Folders", "INBOX");
    }

    @Test
    void hidesTheManyRowsFromWhoeverCanAskForMore() throws IOException {
        String body = body(page -> {
            try (Report table = page.table("", "account")) {
                for (int i = 0; i < 201; i++) {
                    table.row(text("a" + i));
                }
            }
        });
        assertThat(body).containsSubsequence("<td>a199\n", "<tbody class=rest>", "<td>a200\n");
        assertThat(body.split("<tr><td>")).hasSize(202);
    }

    @Test
    void streamsAHundredThousandRows() throws IOException {
        long[] written = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written[0] += length;
            }
        };
        try (Page page = Page.open(counting, Texts.messages(Language.EN), HEAD);
                Report table = page.table("", "account")) {
            table.row(text("first"));
            long before = written[0];
            for (int i = 0; i < 100_000; i++) {
                table.row(text("somebody" + i));
            }
            assertThat(written[0] - before).isGreaterThan(2_000_000 - (1 << 14));
        }
    }

    @Test
    void drawsBarsInProportion() throws IOException {
        String body = body(page -> page.picture(new Bars(
                "Year",
                "Domain",
                Unit.COUNT,
                List.of("stay", "join"),
                List.of(new Bars.Bar("a", List.of(30L, 10L)), new Bars.Bar("b", List.of(0L, 20L))))));
        assertThat(rectangles(body)).containsExactly("c0 0.00 75.00", "c1 75.00 25.00", "c1 0.00 50.00");
    }

    private static List<String> rectangles(String body) {
        return Pattern.compile("<rect class=(\\w+) x=\"([^\"]*)\" width=\"([^\"]*)\"")
                .matcher(body)
                .results()
                .map((MatchResult r) -> r.group(1) + " " + r.group(2) + " " + r.group(3))
                .toList();
    }

    @Test
    void describesACurveForThoseWhoDoNotSeeIt() throws IOException {
        String body = body(page -> page.picture(new Curve(
                "Day",
                "Hour",
                Unit.COUNT,
                List.of("0", "1", "2"),
                List.of(new Curve.Line("in", List.of(5L, 7_000L, 0L)), new Curve.Line("out", List.of(1L, 2L, 3L))))));
        assertThat(body)
                .contains("role=img><title>Day</title><desc>Highest values: in 7,000, out 3</desc>")
                .contains("<tr><th scope=row>1<td class=n>7,000<td class=n>2\n");
    }

    @Test
    void drawsNothingWithoutFalling() throws IOException {
        assertThat(body(page -> {
                    page.picture(new Curve("t", "s", Unit.BYTES, List.of(), List.of(new Curve.Line("l", List.of()))));
                    page.picture(new Bars("t", "l", Unit.BYTES, List.of("p"), List.of()));
                    page.picture(new Bars("t", "l", Unit.BYTES, List.of("p"), List.of(new Bars.Bar("z", 0))));
                    page.table("", "account").close();
                }))
                .contains("Nothing to list.")
                .doesNotContain("NaN", "Infinity");
    }

    @ParameterizedTest
    @CsvSource({
        "0, COUNT, '0,1'",
        "1, COUNT, '0,1'",
        "7, COUNT, '0,2,4,6,8'",
        "100, COUNT, '0,50,100'",
        "9999, COUNT, '0,5000,10000'",
        "4096, BYTES, '0,1024,2048,3072,4096'",
        "9000000, BYTES, '0,5242880,10485760'",
    })
    void ticksAtRoundValues(long highest, Unit unit, String ticks) {
        assertThat(Ticks.upTo(highest, unit).values().stream().map(String::valueOf))
                .containsExactly(ticks.split(","));
    }

    @Test
    void refusesARowOfTheWrongLength() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Page page = Page.open(out, Texts.messages(Language.EN), HEAD);
                Report table = page.table("", "account", "state")) {
            assertThatThrownBy(() -> table.row(text("a"))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
