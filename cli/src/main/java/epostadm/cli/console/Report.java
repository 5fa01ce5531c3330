package epostadm.cli.console;

import java.io.Closeable;
import java.io.IOException;

/// A command's output: rows under columns, and single facts before or after them.
///
/// Rows are streamed and never held all at once; after a fact that follows a row no further row may come. Output is
/// sure to have left only after [#close].
public interface Report extends Closeable {

    /// One row, with a cell for each column.
    void row(Cell... cells) throws IOException;

    /// One fact beside the rows; CSV has no place for it where there are columns and leaves it out.
    void fact(String key, Cell value) throws IOException;

    /// Ends the output; well-formed also where the command failed half-way, so that the exit code alone tells.
    @Override
    void close() throws IOException;

    /// A report whose rows stand under `name` in JSON; headings are the texts `column.KEY`, for facts `fact.KEY`.
    static Report open(Terminal terminal, Texts texts, OutputFormat format, String name, String... columns)
            throws IOException {
        return switch (format) {
            case TEXT -> new TextReport(terminal, texts, columns);
            case JSON -> new JsonReport(terminal, name, columns);
            case CSV -> new CsvReport(terminal, columns);
            // The room `page` writes it, which stands on this one.
            case HTML -> throw new IllegalArgumentException("a page is no report of the console");
        };
    }
}
