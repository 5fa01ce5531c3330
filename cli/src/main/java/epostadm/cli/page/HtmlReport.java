package epostadm.cli.page;

import epostadm.cli.console.Cell;
import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.io.OutputStream;

/// Any command's rows and facts as a page.
public final class HtmlReport implements Report {

    private final Page page;
    private final Report table;

    private HtmlReport(Page page, Report table) {
        this.page = page;
        this.table = table;
    }

    public static Report open(OutputStream bytes, Texts texts, Page.Head head, String... columns) throws IOException {
        Page page = Page.open(bytes, texts, head);
        return new HtmlReport(page, page.table("", columns));
    }

    @Override
    public void row(Cell... cells) throws IOException {
        table.row(cells);
    }

    @Override
    public void fact(String key, Cell value) throws IOException {
        table.fact(key, value);
    }

    @Override
    public void close() throws IOException {
        table.close();
        page.close();
    }
}
