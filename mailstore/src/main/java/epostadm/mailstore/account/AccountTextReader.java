package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.AccountName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the import text line by line; bad lines are values among the good ones, in the order of the file.
///
/// Memory holds one block of lines and the names read so far. Blank lines are passed over but counted. The lines
/// are split and screened before the CSV parser sees them, so that whatever stands in a cell moves no line number.
/// docs/store-format.md, "Import/export text".
public final class AccountTextReader implements Closeable {

    private static final int BLOCK_LINES = 1000;
    private static final int BLOCK_CHARS = 256 * 1024;
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final CSVFormat FORMAT = TenColumns.format("\n");

    private final ByteLines lines;
    private final LineScreen screen;
    private final AccountLineParser parser;
    private final boolean utf8;
    private final Queue<AccountLine> ready = new ArrayDeque<>();
    private int firstLine;

    private AccountTextReader(ByteLines lines, Charset charset, int maxNameLength, StarredPasswords stars) {
        this.lines = lines;
        this.screen = new LineScreen(charset);
        this.parser = new AccountLineParser(maxNameLength, stars);
        this.utf8 = charset.equals(UTF_8);
    }

    /// Reads `file` under the vendor's limit for the length of names.
    public static AccountTextReader open(Path file, Charset charset) throws IOException {
        return open(file, charset, AccountName.DEFAULT_MAX_LENGTH, StarredPasswords.REFUSED);
    }

    /// Reads `file` under a limit of `maxNameLength`, at most [AccountName#MAX_LENGTH].
    public static AccountTextReader open(Path file, Charset charset, int maxNameLength, StarredPasswords stars)
            throws IOException {
        if (maxNameLength < 1 || maxNameLength > AccountName.MAX_LENGTH) {
            throw new IllegalArgumentException("limit for the length of names: " + maxNameLength);
        }
        return new AccountTextReader(new ByteLines(RegularFile.openNamed(file)), charset, maxNameLength, stars);
    }

    /// The next line that is not blank, or nothing at the end.
    public Optional<AccountLine> next() throws IOException {
        while (ready.isEmpty()) {
            if (!readBlock()) {
                return Optional.empty();
            }
        }
        return Optional.of(ready.remove());
    }

    public void forEachRemaining(Consumer<? super AccountLine> action) throws IOException {
        for (Optional<AccountLine> line = next(); line.isPresent(); line = next()) {
            action.accept(line.get());
        }
    }

    private boolean readBlock() throws IOException {
        StringBuilder good = new StringBuilder();
        List<Integer> goodLines = new ArrayList<>();
        List<AccountLine.Invalid> heldBack = new ArrayList<>();
        boolean more = true;
        while (goodLines.size() + heldBack.size() < BLOCK_LINES && good.length() < BLOCK_CHARS) {
            more = lines.next();
            if (!more) {
                break;
            }
            if (utf8 && lines.number() == 1 && lines.startsWith(UTF_8_MARK)) {
                lines.drop(UTF_8_MARK.length);
            }
            if (lines.blank()) {
                continue;
            }
            if (firstLine == 0) {
                firstLine = lines.number();
            }
            Optional<AccountLine.Invalid> bad = screen.screen(lines, good);
            if (bad.isPresent()) {
                heldBack.add(bad.get());
            } else {
                good.append('\n');
                goodLines.add(lines.number());
            }
        }
        parse(good, goodLines, heldBack);
        return more || !ready.isEmpty();
    }

    /// Adds the block's lines to those that are ready, the ones held back at their places.
    private void parse(StringBuilder good, List<Integer> goodLines, List<AccountLine.Invalid> heldBack)
            throws IOException {
        int next = 0;
        int bad = 0;
        try (CSVParser records = CSVParser.parse(good.toString(), FORMAT)) {
            for (CSVRecord cells : records) {
                int number = goodLines.get(next++);
                while (bad < heldBack.size() && heldBack.get(bad).line() < number) {
                    ready.add(heldBack.get(bad++));
                }
                ready.add(parser.parse(number, cells, number == firstLine));
            }
        }
        if (next != goodLines.size()) {
            throw new IllegalStateException(goodLines.size() + " lines gave " + next + " records");
        }
        ready.addAll(heldBack.subList(bad, heldBack.size()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
