package epostadm.cli.page;

import static epostadm.cli.console.Cell.absent;
import static epostadm.cli.console.Cell.instant;
import static epostadm.cli.console.Cell.number;
import static epostadm.cli.console.Cell.size;
import static epostadm.cli.console.Cell.text;
import static epostadm.cli.console.Cell.word;

import epostadm.cli.console.Language;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Pages with all that a page may have, for the script that looks at them in a browser:
/// `SamplePages FILE en|ja ROWS`.
final class SamplePages {

    private static final Instant NOON = Instant.parse("2026-11-24T03:00:00Z");

    private SamplePages() {}

    public static void main(String[] arguments) throws IOException {
        Language language = Language.named(arguments[1]).orElseThrow();
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]))) {
            write(file, language, Integer.parseInt(arguments[2]));
        }
    }

    static void write(OutputStream out, Language language, int rows) throws IOException {
        boolean ja = language == Language.JA;
        Page.Head head = new Page.Head(
                "store inspect",
                ja ? "ストアの検査" : "The store, inspected",
                "/var/spool/epms",
                NOON,
                ZoneOffset.ofHours(9));
        try (Page page = Page.open(out, Texts.messages(language), head)) {
            page.notices(List.of(
                    new Notice(
                            Notice.Level.WARNING,
                            ja
                                    ? "次の UID が 2^31 を超えています。扱えないクライアントがあります"
                                    : "UIDs above 2^31; some clients cannot hold them",
                            "epostadm inbox reset-uid goto.n"),
                    new Notice(Notice.Level.ERROR, ja ? "uid ファイルがありません: 3 フォルダー" : "\"uid\" is missing in 3 folders"),
                    new Notice(Notice.Level.NOTE, ja ? "退避したフォルダー: 12" : "Folders put aside: 12"),
                    new Notice(Notice.Level.FINE, ja ? "アカウントの索引は正常です" : "The index of accounts is whole")));
            page.figures(List.of(
                    new Figure(ja ? "アカウント" : "Accounts", number(100_000)),
                    new Figure(
                            ja ? "メール" : "Messages",
                            number(1_234_567),
                            ja ? "前回から +1,200" : "+1,200 since the last run"),
                    new Figure(ja ? "サイズ" : "Size", size(123_456_789_012L)),
                    new Figure(ja ? "エラー" : "Errors", number(3))));
            page.picture(bars(ja));
            page.picture(curve(ja));
            table(page, ja ? "アカウント" : "Accounts", rows);
        }
    }

    private static Bars bars(boolean ja) {
        return new Bars(
                ja ? "年度更新" : "Year-end",
                ja ? "ドメイン" : "Domain",
                Unit.COUNT,
                ja ? List.of("在籍", "新規", "退職・卒業") : List.of("stayers", "joiners", "leavers"),
                List.of(
                        new Bars.Bar("daigaku.example.jp", List.of(60_000L, 40_000L, 38_500L)),
                        new Bars.Bar("kaisha.example.jp", List.of(1_200L, 90L, 40L)),
                        new Bars.Bar("kenkyu.daigaku.example.jp", List.of(9_000L, 0L, 300L))));
    }

    private static Curve curve(boolean ja) {
        List<String> hours = new ArrayList<>();
        List<Long> accepted = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            hours.add("%02d:00".formatted(hour));
            accepted.add(Math.round(2_000 * Math.exp(-Math.pow((hour - 11) / 5.0, 2))) + 40);
            refused.add(Math.round(300 + 200 * Math.sin(hour / 3.0)));
        }
        return new Curve(
                ja ? "1 日の流れ" : "The day",
                ja ? "時刻" : "Hour",
                Unit.COUNT,
                hours,
                List.of(
                        new Curve.Line(ja ? "受け付け" : "accepted", accepted),
                        new Curve.Line(ja ? "拒否" : "refused", refused)));
    }

    private static void table(Page page, String heading, int rows) throws IOException {
        Random random = new Random(7);
        try (Report table = page.table(heading, "account", "fullName", "severity", "messages", "size", "since")) {
            for (int i = 0; i < rows; i++) {
                table.row(
                        text("user%06d".formatted(i * 7919L % 1_000_003)),
                        text(i % 5 == 0 ? "<script>document.title='pwned'</script>" : "佐藤 花子 " + i % 97),
                        i % 3 == 0 ? word("error", "エラー") : i % 3 == 1 ? word("warning", "警告") : absent(),
                        number(random.nextInt(5_000)),
                        i % 10 == 0 ? absent() : size(random.nextLong(9_000_000_000L)),
                        instant(NOON.minusSeconds(random.nextInt(90_000_000))));
            }
        }
    }
}
