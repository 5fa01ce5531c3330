package epostadm.cli.page;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Bars as a table: label, drawn bar, values.
///
/// The drawn bar says nothing that the values do not: readers of the screen pass over it.
final class BarsMarkup {

    private static final double LENGTH = 100;

    private final Markup out;
    private final CellMarkup cells;

    BarsMarkup(Markup out, CellMarkup cells) {
        this.out = out;
        this.cells = cells;
    }

    void write(Bars bars) throws IOException {
        boolean several = bars.parts().size() > 1;
        out.raw("<figure class=bars>\n")
                .element("figcaption", bars.title())
                .raw("\n<table>\n<thead><tr><th scope=col>");
        out.text(bars.labels()).raw("<td>");
        for (int part = 0; part < bars.parts().size(); part++) {
            out.raw("<th scope=col class=n>");
            if (several) {
                out.raw("<i class=" + Palette.of(part) + "></i>");
            }
            out.text(bars.parts().get(part));
        }
        out.raw("\n<tbody>\n");
        long longest = bars.longest();
        for (Bars.Bar bar : bars.bars()) {
            out.raw("<tr><th scope=row>").text(bar.label()).raw("<td class=bar>");
            draw(bar.values(), longest);
            for (long value : bar.values()) {
                out.raw("<td class=n>").text(cells.plain(bars.unit().cell(value)));
            }
            out.raw("\n");
        }
        out.raw("</table>\n</figure>\n");
    }

    private void draw(List<Long> values, long longest) throws IOException {
        out.raw("<svg viewBox=\"0 0 100 10\" preserveAspectRatio=none aria-hidden=true>");
        double from = 0;
        for (int part = 0; part < values.size(); part++) {
            double length = longest == 0 ? 0 : LENGTH * values.get(part) / longest;
            if (length > 0) {
                out.raw(String.format(
                        Locale.ROOT,
                        "<rect class=%s x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
                        Palette.of(part),
                        from,
                        Math.max(length, 0.2)));
            }
            from += length;
        }
        out.raw("</svg>");
    }
}
