package epostadm.cli.console;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A report for people: aligned columns, numbers to the right, sizes in units, facts as `heading: value`.
///
/// The first rows choose the widths; a later value that is wider pushes its row out of line rather than being cut.
final class TextReport implements Report, Cell.Form<String> {

    private static final int ROWS_THAT_CHOOSE = 500;
    private static final String GAP = "  ";

    private final Writer out;
    private final Texts texts;
    private final Terminal terminal;
    private final String[] columns;
    private final int[] widths;
    private final boolean[] right;
    private final List<String[]> waiting = new ArrayList<>();
    private boolean chosen;
    private boolean rowsWritten;
    private boolean factsWritten;

    TextReport(Terminal terminal, Texts texts, String... columns) {
        this.out = terminal.text();
        this.texts = texts;
        this.terminal = terminal;
        this.columns = columns;
        this.widths = new int[columns.length];
        this.right = new boolean[columns.length];
    }

    @Override
    public void row(Cell... cells) throws IOException {
        if (cells.length != columns.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.length + " columns");
        }
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i].in(this);
            if (!chosen) {
                right[i] |= cells[i].isNumeric();
                widths[i] = Math.max(widths[i], DisplayWidth.of(row[i]));
            }
        }
        if (chosen) {
            write(row);
            return;
        }
        waiting.add(row);
        if (waiting.size() == ROWS_THAT_CHOOSE) {
            release();
        }
    }

    @Override
    public void fact(String key, Cell value) throws IOException {
        release();
        if (rowsWritten && !factsWritten) {
            out.write('\n');
        }
        factsWritten = true;
        out.write(texts.text("fact." + key) + ": " + value.in(this) + '\n');
    }

    @Override
    public void close() throws IOException {
        release();
        out.flush();
    }

    /// Writes the headings and the rows that waited for their widths.
    private void release() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        if (factsWritten) {
            out.write('\n');
        }
        String[] headings = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            headings[i] = texts.text("column." + columns[i]);
            widths[i] = Math.max(widths[i], DisplayWidth.of(headings[i]));
        }
        chosen = true;
        rowsWritten = true;
        factsWritten = false;
        write(headings);
        for (String[] row : waiting) {
            write(row);
        }
        waiting.clear();
    }

    private void write(String[] row) throws IOException {
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(row[i])));
            boolean last = i == row.length - 1;
            out.write(right[i] ? padding + row[i] : last ? row[i] : row[i] + padding);
            out.write(last ? "\n" : GAP);
        }
    }

    @Override
    public String text(String text) {
        return Printable.line(text);
    }

    @Override
    public String number(long number) {
        return Long.toString(number);
    }

    @Override
    public String size(long bytes) {
        return ByteSize.text(bytes);
    }

    @Override
    public String instant(Instant instant) {
        return Times.FORMAT.format(instant.atZone(terminal.zone()));
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
        return several.isEmpty() ? absent() : Printable.line(String.join(", ", several));
    }

    @Override
    public String absent() {
        return "-";
    }

    /// Built when the first time is shown.
    private static final class Times {
        static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    }
}
