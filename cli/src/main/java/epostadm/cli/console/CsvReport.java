package epostadm.cli.console;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// A report as CSV in UTF-8 with a header line; without columns, a table of the facts.
///
/// RFC 4180, but with LF at the line ends, as other programs on the machine expect.
final class CsvReport implements Report, Cell.Form<String> {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final CSVPrinter csv;
    private final String[] columns;

    CsvReport(Terminal terminal, String... columns) throws IOException {
        Writer out = new OutputStreamWriter(terminal.bytes(), StandardCharsets.UTF_8);
        this.csv = new CSVPrinter(out, FORMAT);
        this.columns = columns;
        if (columns.length == 0) {
            csv.printRecord("key", "value");
        } else {
            csv.printRecord((Object[]) columns);
        }
    }

    @Override
    public void row(Cell... cells) throws IOException {
        if (cells.length != columns.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.length + " columns");
        }
        for (Cell cell : cells) {
            csv.print(cell.in(this));
        }
        csv.println();
    }

    @Override
    public void fact(String key, Cell value) throws IOException {
        if (columns.length == 0) {
            csv.printRecord(key, value.in(this));
        }
    }

    @Override
    public void close() throws IOException {
        csv.flush();
    }

    @Override
    public String text(String text) {
        return text;
    }

    @Override
    public String number(long number) {
        return Long.toString(number);
    }

    @Override
    public String size(long bytes) {
        return Long.toString(bytes);
    }

    @Override
    public String instant(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    @Override
    public String flag(boolean flag) {
        return Boolean.toString(flag);
    }

    @Override
    public String word(String token, String label) {
        return token;
    }

    @Override
    public String several(List<String> texts) {
        return String.join(";", texts);
    }

    @Override
    public String absent() {
        return "";
    }
}
