package epostadm.cli.page;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table of a page, streamed: sorts and filters where the page's script runs, and is a plain table elsewhere.
///
/// The first rows are in a body of their own: with a script, only they are drawn until somebody wants more.
final class PageTable implements Report {

    private static final int ROWS_AT_FIRST = 200;
    /// From so many columns on, a sheet of paper is turned.
    private static final int WIDE = 9;

    private final Markup out;
    private final CellMarkup cells;
    private final int columns;
    private final boolean[] numeric;
    private final List<Figure> facts = new ArrayList<>();
    private final Closing closing;
    private long rows;

    /// Told when the last row is there.
    interface Closing {
        void closed() throws IOException;
    }

    PageTable(Markup out, CellMarkup cells, String heading, Closing closing, String... columns) throws IOException {
        this.out = out;
        this.cells = cells;
        this.columns = columns.length;
        this.numeric = new boolean[columns.length];
        this.closing = closing;
        Texts texts = cells.texts();
        out.raw("<section class=\"list" + (columns.length >= WIDE ? " wide" : "") + "\">\n");
        if (!heading.isEmpty()) {
            out.element("h2", heading);
        }
        if (columns.length == 0) {
            return;
        }
        out.raw("<p class=tools hidden><label>").text(texts.text("page.filter")).raw(" <input type=search></label> ");
        out.raw("<output data-all=\"").text(texts.text("page.rows"));
        out.raw("\" data-some=\"").text(texts.text("page.rows-of")).raw("\"></output></p>\n");
        out.raw("<table>\n<thead><tr>");
        for (String column : columns) {
            // Columns that only programs were shown so far may have no heading: then their key says enough.
            out.raw("<th scope=col>").text(texts.find("column." + column).orElse(column));
        }
        out.raw("\n<tbody>\n");
    }

    @Override
    public void row(Cell... row) throws IOException {
        if (row.length != columns) {
            throw new IllegalArgumentException(row.length + " cells for " + columns + " columns");
        }
        if (rows == ROWS_AT_FIRST) {
            out.raw("<tbody class=rest>\n");
        }
        rows++;
        out.raw("<tr>");
        for (int i = 0; i < columns; i++) {
            numeric[i] |= row[i].isNumeric();
            cells.cell(out, row[i], numeric[i]);
        }
        out.raw("\n");
    }

    /// Facts come below the table.
    @Override
    public void fact(String key, Cell value) {
        facts.add(new Figure(cells.texts().find("fact." + key).orElse(key), value));
    }

    @Override
    public void close() throws IOException {
        Texts texts = cells.texts();
        if (columns > 0) {
            out.raw("</table>\n");
            if (rows == 0) {
                out.raw("<p class=none>").text(texts.text("page.no-rows")).raw("</p>\n");
            }
            out.raw("<p class=more hidden><button type=button>")
                    .text(texts.text("page.more"))
                    .raw("</button></p>\n");
        }
        if (!facts.isEmpty()) {
            out.raw("<dl class=facts>\n");
            for (Figure fact : facts) {
                out.raw("<dt>")
                        .text(fact.label())
                        .raw("<dd>")
                        .text(cells.plain(fact.value()))
                        .raw("\n");
            }
            out.raw("</dl>\n");
        }
        out.raw("</section>\n");
        closing.closed();
    }
}
