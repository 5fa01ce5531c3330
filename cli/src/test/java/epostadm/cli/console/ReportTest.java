package epostadm.cli.console;

import static epostadm.cli.console.Cell.absent;
import static epostadm.cli.console.Cell.flag;
import static epostadm.cli.console.Cell.instant;
import static epostadm.cli.console.Cell.number;
import static epostadm.cli.console.Cell.several;
import static epostadm.cli.console.Cell.size;
import static epostadm.cli.console.Cell.text;
import static epostadm.cli.console.Cell.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private interface Writing {
        void to(Report report) throws IOException;
    }

    private static String report(OutputFormat format, Writing writing, String... columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.piped(Map.of(), InputStream.nullInputStream(), out, OutputStream.nullOutputStream());
        try (Report report = Report.open(terminal, Texts.messages(Language.EN), format, "things", columns)) {
            writing.to(report);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void rows(Report report) throws IOException {
        report.row(number(1), text("山田 太郎"));
        report.row(number(20), text("a"));
    }

    @Test
    void alignsWideCharactersAndNumbers() throws IOException {
        assertThat(report(OutputFormat.TEXT, ReportTest::rows, "code", "meaning"))
                .isEqualTo("""
                Code  Meaning
                   1  山田 太郎
                  20  a
                """);
        assertThat(report(
                        OutputFormat.TEXT,
                        r -> {
                            r.row(text("山田"), size(1536));
                            r.row(text("abcdef"), absent());
                        },
                        "meaning",
                        "code"))
                .isEqualTo("""
                Meaning    Code
                山田     1.5 kB
                abcdef        -
                """);
    }

    @Test
    void setsFactsApartFromRows() throws IOException {
        Writing writing = r -> {
            r.fact("accounts", text("x"));
            rows(r);
            r.fact("accounts", number(2));
        };
        assertThat(report(OutputFormat.TEXT, writing, "code", "meaning")).isEqualTo("""
                Accounts: x

                Code  Meaning
                   1  山田 太郎
                  20  a

                Accounts: 2
                """);
        assertThat(report(OutputFormat.JSON, writing, "code", "meaning")).isEqualTo("""
                {
                  "accounts":"x",
                  "things":[
                    {"code":1,"meaning":"山田 太郎"},
                    {"code":20,"meaning":"a"}
                  ],
                  "accounts":2
                }
                """);
        assertThat(report(OutputFormat.CSV, writing, "code", "meaning")).isEqualTo("""
                code,meaning
                1,山田 太郎
                20,a
                """);
    }

    @Test
    void showsEachKindOfCellAsProgramsReadIt() throws IOException {
        Writing writing = r -> {
            r.fact("size", size(1_572_864));
            r.fact("since", instant(Instant.parse("2026-11-24T01:02:03Z")));
            r.fact("pop3", flag(true));
            r.fact("state", word("suspended", "停止中"));
            r.fact("aliases", several(List.of("a", "b,c")));
            r.fact("limit", absent());
        };
        assertThat(report(OutputFormat.CSV, writing)).isEqualTo("""
                key,value
                size,1572864
                since,2026-11-24T01:02:03Z
                pop3,true
                state,suspended
                aliases,"a;b,c"
                limit,
                """);
        assertThat(report(OutputFormat.JSON, writing)).isEqualTo("""
                {
                  "size":1572864,
                  "since":"2026-11-24T01:02:03Z",
                  "pop3":true,
                  "state":"suspended",
                  "aliases":["a","b,c"],
                  "limit":null
                }
                """);
    }

    @Test
    void quotesWhatCsvMustQuote() throws IOException {
        assertThat(report(OutputFormat.CSV, r -> r.row(text("a,\"b\"\nc")), "meaning"))
                .isEqualTo("meaning\n\"a,\"\"b\"\"\nc\"\n");
    }

    @Test
    void letsNoTextSteerTheTerminal() throws IOException {
        assertThat(report(OutputFormat.TEXT, r -> r.row(text("a\u001b[2Jb\u202ec")), "meaning"))
                .endsWith("\na\\u001b[2Jb\\u202ec\n");
    }

    @ParameterizedTest
    @EnumSource(value = OutputFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "HTML")
    void streamsManyRows(OutputFormat format) throws IOException {
        String out = report(
                format,
                r -> {
                    for (int i = 0; i < 1_200; i++) {
                        r.row(number(i), text("row " + i));
                    }
                },
                "code",
                "meaning");
        assertThat(out).contains("row 0", "row 499", "row 500", "row 1199");
        assertThat(out.lines().filter(line -> line.contains("row "))).hasSize(1_200);
    }

    @Test
    void writesAnEmptyArrayWhereThereAreNoRows() throws IOException {
        assertThat(report(OutputFormat.JSON, _ -> {}, "code", "meaning")).isEqualTo("""
                {
                  "things":[]
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void writesJsonThatAnyParserReads(int rows) throws IOException {
        String out = report(
                OutputFormat.JSON,
                r -> {
                    for (int i = 0; i < rows; i++) {
                        r.row(several(List.of("\u0000\"", "\ud83d\udce7")), absent());
                    }
                    r.fact("accounts", number(rows));
                },
                "code",
                "meaning");
        int objects = 0;
        try (JsonParser parser = new JsonFactory().createParser(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                objects += token == JsonToken.START_OBJECT ? 1 : 0;
            }
        }
        assertThat(objects).isEqualTo(1 + rows);
    }

    @Test
    void refusesARowOfTheWrongLength() {
        for (OutputFormat format : OutputFormat.values()) {
            assertThatThrownBy(() -> report(format, r -> r.row(text("a")), "code", "meaning"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "日本, 4", "ｱｲｳ, 3", "か\u3099, 2", "é, 1", "e\u0301, 1", "\uD83D\uDCE7, 2", "'', 0", "Ａ１, 4"})
    void countsTheColumnsThatATextTakes(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 kB",
        "1536, 1.5 kB",
        "1048575, 1.0 MB",
        "524288000, 500.0 MB",
        "9223372036854775807, 8.0 EB"
    })
    void showsSizesInUnits(long bytes, String shown) {
        assertThat(ByteSize.text(bytes)).isEqualTo(shown);
    }
}
