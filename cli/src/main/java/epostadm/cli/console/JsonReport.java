package epostadm.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A report as one JSON object in UTF-8: the rows as an array under the report's name, the facts beside it.
///
/// Each row stands on a line of its own.
final class JsonReport implements Report, Cell.Form<JsonReport.Written> {

    private final String name;
    private final String[] columns;
    private final JsonGenerator json;
    private boolean inRows;
    private boolean rowsDone;

    JsonReport(Terminal terminal, String name, String... columns) throws IOException {
        this.name = name;
        this.columns = columns;
        this.json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build()
                .createGenerator(terminal.bytes());
        json.setPrettyPrinter(new RowPerLine());
        json.writeStartObject();
        this.rowsDone = columns.length == 0;
    }

    @Override
    public void row(Cell... cells) throws IOException {
        if (cells.length != columns.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.length + " columns");
        }
        startRows();
        json.writeStartObject();
        for (int i = 0; i < cells.length; i++) {
            json.writeFieldName(columns[i]);
            cells[i].in(this);
        }
        json.writeEndObject();
    }

    @Override
    public void fact(String key, Cell value) throws IOException {
        endRows();
        json.writeFieldName(key);
        value.in(this);
    }

    @Override
    public void close() throws IOException {
        endRows();
        if (!rowsDone) {
            json.writeArrayFieldStart(name);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private void startRows() throws IOException {
        if (rowsDone) {
            throw new IllegalStateException("a row after the facts that end the rows of " + name);
        }
        if (!inRows) {
            inRows = true;
            json.writeArrayFieldStart(name);
        }
    }

    private void endRows() throws IOException {
        if (inRows) {
            json.writeEndArray();
            inRows = false;
            rowsDone = true;
        }
    }

    @Override
    public Written text(String text) throws IOException {
        json.writeString(text);
        return Written.VALUE;
    }

    @Override
    public Written number(long number) throws IOException {
        json.writeNumber(number);
        return Written.VALUE;
    }

    @Override
    public Written size(long bytes) throws IOException {
        return number(bytes);
    }

    @Override
    public Written instant(Instant instant) throws IOException {
        return text(DateTimeFormatter.ISO_INSTANT.format(instant));
    }

    @Override
    public Written flag(boolean flag) throws IOException {
        json.writeBoolean(flag);
        return Written.VALUE;
    }

    @Override
    public Written word(String token, String label) throws IOException {
        return text(token);
    }

    @Override
    public Written several(List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
        return Written.VALUE;
    }

    @Override
    public Written absent() throws IOException {
        json.writeNull();
        return Written.VALUE;
    }

    /// A cell shown in JSON has gone to the generator; nothing is left to return.
    enum Written {
        VALUE
    }

    /// Line breaks between the rows and between the facts, none within a row.
    ///
    /// The generator asks it while the object or array that begins or ends is still the innermost one.
    private final class RowPerLine extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1;
        private static final int FACTS = 1;
        private static final int ROWS = 2;

        private boolean breaksLines(JsonGenerator json) {
            int depth = json.getOutputContext().getNestingDepth();
            return depth == FACTS || depth == ROWS && inRows;
        }

        private void breakLine(JsonGenerator json) throws IOException {
            if (breaksLines(json)) {
                json.writeRaw('\n');
                json.writeRaw("  ".repeat(json.getOutputContext().getNestingDepth()));
            }
        }

        @Override
        public void beforeObjectEntries(JsonGenerator json) throws IOException {
            breakLine(json);
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(',');
            breakLine(json);
        }

        @Override
        public void writeEndObject(JsonGenerator json, int entries) throws IOException {
            json.writeRaw(breaksLines(json) ? "\n}" : "}");
        }

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            breakLine(json);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(',');
            breakLine(json);
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) throws IOException {
            json.writeRaw(breaksLines(json) ? "\n  ]" : "]");
        }
    }
}
