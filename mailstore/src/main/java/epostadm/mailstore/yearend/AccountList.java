package epostadm.mailstore.yearend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// What happened to every account, as a table that is kept with the change.
record AccountList(PlannedYearEnd plan) {

    static final String NAME = "year-end-accounts.csv";

    void writeTo(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(
                writer, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
        csv.printRecord("account", "fate", "mailbox", "columns");
        for (Fate fate : plan.fates()) {
            FateRow row = FateRow.of(fate);
            csv.printRecord(
                    fate.name(),
                    row.word(),
                    row.mailbox(),
                    String.join(
                            "; ",
                            row.columns().stream()
                                    .map(change -> change.column().name())
                                    .toList()));
        }
        csv.flush();
    }
}
