package epostadm.mailstore.account;

import org.apache.commons.csv.CSVFormat;

/// The dialect of the import text: tabs between cells, and nothing that quotes, escapes, comments or trims.
///
/// Every cell without tab, CR and LF is written and read as it is. docs/store-format.md, "Import/export text".
final class TenColumns {

    private TenColumns() {}

    static CSVFormat format(String recordSeparator) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter('\t')
                .setQuote(null)
                .setQuoteMode(null)
                .setEscape(null)
                .setCommentMarker(null)
                .setNullString(null)
                .setTrim(false)
                .setIgnoreSurroundingSpaces(false)
                .setIgnoreEmptyLines(false)
                .setRecordSeparator(recordSeparator)
                .get();
    }
}
