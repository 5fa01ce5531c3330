package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Terminal;
import epostadm.mailstore.change.PrivateOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// A file in which a command leaves a report beside its output; its ending says of what kind. For its owner alone,
/// whole or not there, and never over a file that is something else.
record ReportFile(Path file, OutputFormat format) {

    private static final int BEGINNING = 2048;

    /// Tells a report by the beginning of its file.
    interface Kind {
        boolean isReport(String beginning, OutputFormat format);
    }

    /// Writes a report to the standard output of `to`.
    interface Content {
        void writeTo(OutputFormat format, Terminal to) throws IOException;
    }

    static ReportFile of(Path file, Invocation invocation) throws Refusal {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        OutputFormat format = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html", "htm" -> OutputFormat.HTML;
            case "json" -> OutputFormat.JSON;
            case "csv" -> OutputFormat.CSV;
            default -> throw new Refusal(ExitCode.USAGE, invocation.text("report.ending", file));
        };
        return new ReportFile(file, format);
    }

    /// An earlier report is replaced later, and nothing else is.
    ///
    /// @throws IOException where it cannot be written
    void requireFree(Kind kind, Invocation invocation) throws IOException, Refusal {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && kind.isReport(beginning(), format))) {
            throw new Refusal(ExitCode.USAGE, invocation.text("report.taken", file));
        }
        PrivateOutput.requireWritable(file);
    }

    private String beginning() throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
        }
    }

    void write(Content content, Invocation invocation) throws IOException {
        PrivateOutput.write(file, out -> {
            Terminal aside =
                    invocation.terminal().within(Map.of(), invocation.messages().language(), out);
            content.writeTo(format, aside);
            aside.flush();
        });
    }
}
