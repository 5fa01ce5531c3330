package epostadm.cli.page;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Cell;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Cells as a page shows them: what people read, and beside it, where the two differ, what a script sorts by.
final class CellMarkup {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Texts texts;
    private final ZoneId zone;

    CellMarkup(Texts texts, ZoneId zone) {
        this.texts = texts;
        this.zone = zone;
    }

    Texts texts() {
        return texts;
    }

    /// The cell as people read it.
    String plain(Cell cell) throws IOException {
        return cell.in(new Plain());
    }

    String moment(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /// `<td>` with its content; its end tag may be left out, which a table of 100,000 rows is glad of.
    ///
    /// @param numeric whether the column has numbers, with which even nothing is aligned
    void cell(Markup out, Cell cell, boolean numeric) throws IOException {
        out.raw("<td");
        cell.in(new Attributes(out, numeric));
        out.raw(">").text(plain(cell));
    }

    private final class Plain implements Cell.Form<String> {
        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public String number(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }

        @Override
        public String size(long bytes) {
            return ByteSize.text(bytes);
        }

        @Override
        public String instant(Instant instant) {
            return moment(instant);
        }

        @Override
        public String flag(boolean flag) {
            return texts.text(flag ? "yes" : "no");
        }

        @Override
        public String word(String token, String label) {
            return label;
        }

        @Override
        public String several(List<String> several) {
            return String.join(", ", several);
        }

        @Override
        public String absent() {
            return "–";
        }
    }

    /// What stands in the `<td>` tag: `v` is what the script sorts by, `w` the word that the style knows.
    private record Attributes(Markup out, boolean numeric) implements Cell.Form<Markup> {
        @Override
        public Markup text(String text) {
            return out;
        }

        @Override
        public Markup number(long number) throws IOException {
            return out.raw(" class=n data-v=" + number);
        }

        @Override
        public Markup size(long bytes) throws IOException {
            return number(bytes);
        }

        @Override
        public Markup instant(Instant instant) throws IOException {
            return out.raw(" class=t");
        }

        @Override
        public Markup flag(boolean flag) {
            return out;
        }

        @Override
        public Markup word(String token, String label) throws IOException {
            return out.raw(" data-w=\"").text(token).raw("\"");
        }

        @Override
        public Markup several(List<String> texts) {
            return out;
        }

        @Override
        public Markup absent() throws IOException {
            return out.raw(numeric ? " class=\"x n\"" : " class=x");
        }
    }
}
