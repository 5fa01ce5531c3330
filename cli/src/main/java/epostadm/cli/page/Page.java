package epostadm.cli.page;

import epostadm.cli.console.Report;
import epostadm.cli.console.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One HTML file, written from top to bottom and never held; what is wrong should come first.
///
/// A table whose rows are known before the sums is opened by [#tableAtEnd]; it waits in a temporary file.
public final class Page implements Closeable {

    private static final String GENERATOR = "<meta name=generator content=\"epostadm ";

    private final Markup out;
    private final CellMarkup cells;
    private final List<Spool> atEnd = new ArrayList<>();

    private Page(OutputStream bytes, Texts texts, ZoneId zone) {
        this.out = new Markup(bytes);
        this.cells = new CellMarkup(texts, zone);
    }

    /// What stands at the head of a page.
    ///
    /// @param command the command that makes it, as typed
    /// @param lead what the page is about: a store, a file, a span of time; or nothing
    public record Head(String command, String title, String lead, Instant made, ZoneId zone) {}

    /// Begins a page. `bytes` is flushed at the page's end and stays open.
    public static Page open(OutputStream bytes, Texts texts, Head head) throws IOException {
        Page page = new Page(bytes, texts, head.zone());
        page.begin(head);
        return page;
    }

    private void begin(Head head) throws IOException {
        String policy = "default-src 'none'; style-src " + Asset.STYLE.source() + "; script-src " + Asset.EARLY.source()
                + " " + Asset.SCRIPT.source() + "; base-uri 'none'; form-action 'none'";
        out.raw("<!DOCTYPE html>\n<html lang=" + cells.texts().language() + ">\n<head>\n<meta charset=utf-8>\n")
                .raw("<meta http-equiv=Content-Security-Policy content=\"" + policy + "\">\n")
                .raw(GENERATOR)
                .text(head.command())
                .raw("\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=color-scheme content=\"light dark\">\n<meta name=referrer content=no-referrer>\n")
                .element("title", head.title())
                .raw("\n<style>" + Asset.STYLE.content() + "</style>\n<script>" + Asset.EARLY.content()
                        + "</script>\n</head>\n<body>\n<header>\n<p class=command>")
                .text("epostadm " + head.command())
                .raw("</p>\n")
                .element("h1", head.title());
        if (!head.lead().isEmpty()) {
            out.raw("\n<p class=lead>").text(head.lead()).raw("</p>");
        }
        out.raw("\n<p class=made>")
                .text(cells.texts().text("page.made", cells.moment(head.made()), head.zone()))
                .raw("</p>\n</header>\n<main>\n");
    }

    /// Whether a file that begins so is a page that `command` made.
    public static boolean isPage(String beginning, String command) {
        return beginning.startsWith("<!DOCTYPE html>") && beginning.contains(GENERATOR + command + "\">");
    }

    /// What to look at, the worst first.
    public void notices(List<Notice> notices) throws IOException {
        if (notices.isEmpty()) {
            return;
        }
        out.raw("<ul class=notices>\n");
        for (Notice notice :
                notices.stream().sorted(Comparator.comparing(Notice::level)).toList()) {
            String level = notice.level().name().toLowerCase(java.util.Locale.ROOT);
            out.raw("<li class=" + level + "><b>")
                    .text(cells.texts().text("page.level." + level))
                    .raw("</b> <span>")
                    .text(notice.sentence());
            if (!notice.next().isEmpty()) {
                out.raw(" <code>").text(notice.next()).raw("</code>");
            }
            out.raw("</span>\n");
        }
        out.raw("</ul>\n");
    }

    /// Sums in large digits.
    public void figures(List<Figure> figures) throws IOException {
        out.raw("<dl class=figures>\n");
        for (Figure figure : figures) {
            out.raw("<div><dt>").text(figure.label()).raw("<dd>").text(cells.plain(figure.value()));
            if (!figure.remark().isEmpty()) {
                out.raw("<small>").text(figure.remark()).raw("</small>");
            }
            out.raw("</div>\n");
        }
        out.raw("</dl>\n");
    }

    public void picture(Bars bars) throws IOException {
        new BarsMarkup(out, cells).write(bars);
    }

    public void picture(Curve curve) throws IOException {
        new CurveMarkup(out, cells).write(curve);
    }

    /// Opens a table here; nothing else may be written before it is closed. Headings are the texts `column.KEY`.
    ///
    /// @param heading of the table, or nothing
    public Report table(String heading, String... columns) throws IOException {
        return new PageTable(out, cells, heading, () -> {}, columns);
    }

    /// Opens a table that comes at the end of the page, after those opened so before it; to be closed before the
    /// page is.
    public Report tableAtEnd(String heading, String... columns) throws IOException {
        Spool spool = new Spool();
        atEnd.add(spool);
        Markup aside = new Markup(spool.out());
        return new PageTable(aside, cells, heading, aside::flush, columns);
    }

    @Override
    public void close() throws IOException {
        for (Spool spool : atEnd) {
            try (spool) {
                out.include(spool);
            }
        }
        out.raw("</main>\n<script>" + Asset.SCRIPT.content() + "</script>\n</body>\n</html>\n");
        out.flush();
    }
}
