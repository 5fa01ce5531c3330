package epostadm.cli.page;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// A curve as SVG, with its values in a table that opens below it.
final class CurveMarkup {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 260;
    private static final int LEFT = 72;
    private static final int TOP = 12;
    private static final int RIGHT = WIDTH - 36;
    private static final int BOTTOM = HEIGHT - 28;
    private static final int LABEL_ROOM = 80;

    private final Markup out;
    private final CellMarkup cells;

    CurveMarkup(Markup out, CellMarkup cells) {
        this.out = out;
        this.cells = cells;
    }

    void write(Curve curve) throws IOException {
        out.raw("<figure class=curve>\n").element("figcaption", curve.title()).raw("\n");
        if (curve.lines().size() > 1) {
            out.raw("<ul class=legend>");
            for (int line = 0; line < curve.lines().size(); line++) {
                out.raw("<li><i class=" + Palette.of(line) + "></i>")
                        .text(curve.lines().get(line).name());
            }
            out.raw("</ul>\n");
        }
        out.raw("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=img>").element("title", curve.title());
        out.element("desc", cells.texts().text("page.curve", summary(curve))).raw("\n");
        Ticks ticks = Ticks.upTo(curve.highest(), curve.unit());
        grid(curve, ticks);
        scale(curve.labels());
        for (int line = curve.lines().size() - 1; line >= 0; line--) {
            line(curve.lines().get(line).values(), ticks.top(), line);
        }
        out.raw("</svg>\n");
        values(curve);
        out.raw("</figure>\n");
    }

    /// The highest value of each line.
    private String summary(Curve curve) throws IOException {
        StringBuilder summary = new StringBuilder();
        for (Curve.Line line : curve.lines()) {
            long highest =
                    line.values().stream().mapToLong(Long::longValue).max().orElse(0);
            summary.append(summary.isEmpty() ? "" : ", ")
                    .append(line.name())
                    .append(' ')
                    .append(cells.plain(curve.unit().cell(highest)));
        }
        return summary.toString();
    }

    private void grid(Curve curve, Ticks ticks) throws IOException {
        for (long tick : ticks.values()) {
            String y = number(y(tick, ticks.top()));
            out.raw("<path class=grid d=\"M" + LEFT + " " + y + "H" + RIGHT + "\"/><text class=tick x=\"" + (LEFT - 8)
                            + "\" y=\"" + y + "\">")
                    .text(cells.plain(curve.unit().cell(tick)))
                    .raw("</text>\n");
        }
    }

    private void scale(List<String> labels) throws IOException {
        int fit = Math.max(1, (RIGHT - LEFT) / LABEL_ROOM);
        int step = Math.max(1, (labels.size() + fit - 1) / fit);
        for (int i = 0; i < labels.size(); i += step) {
            out.raw("<text class=at x=\"" + number(x(i, labels.size())) + "\" y=\"" + (BOTTOM + 18) + "\">")
                    .text(labels.get(i))
                    .raw("</text>");
        }
        out.raw("\n");
    }

    private void line(List<Long> values, long top, int part) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(x(i, values.size())))
                    .append(' ')
                    .append(number(y(values.get(i), top)));
        }
        if (part == 0) {
            out.raw("<path class=\"area " + Palette.of(part) + "\" d=\"" + path + "V" + BOTTOM + "H"
                    + number(x(0, values.size())) + "Z\"/>");
        }
        out.raw("<path class=\"line " + Palette.of(part) + "\" d=\"" + path + "\"/>\n");
        if (values.size() == 1) {
            out.raw("<circle class=" + Palette.of(part) + " r=\"3\" cx=\"" + number(x(0, 1)) + "\" cy=\""
                    + number(y(values.getFirst(), top)) + "\"/>\n");
        }
    }

    private void values(Curve curve) throws IOException {
        out.raw("<details><summary>").text(cells.texts().text("page.values")).raw("</summary>\n<table>\n");
        out.raw("<thead><tr><th scope=col>").text(curve.scale());
        for (Curve.Line line : curve.lines()) {
            out.raw("<th scope=col class=n>").text(line.name());
        }
        out.raw("\n<tbody>\n");
        for (int i = 0; i < curve.labels().size(); i++) {
            out.raw("<tr><th scope=row>").text(curve.labels().get(i));
            for (Curve.Line line : curve.lines()) {
                out.raw("<td class=n>")
                        .text(cells.plain(curve.unit().cell(line.values().get(i))));
            }
            out.raw("\n");
        }
        out.raw("</table></details>\n");
    }

    private static double x(int place, int places) {
        return places < 2 ? (LEFT + RIGHT) / 2.0 : LEFT + (double) (RIGHT - LEFT) * place / (places - 1);
    }

    private static double y(long value, long top) {
        return BOTTOM - (double) (BOTTOM - TOP) * value / top;
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
