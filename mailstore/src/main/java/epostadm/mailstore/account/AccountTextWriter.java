package epostadm.mailstore.account;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;

/// Writes accounts as import text, which [AccountTextReader] reads back equal but for their states and starred
/// passwords.
///
/// A character that would come back as another is refused as one that cannot be encoded: Windows-31J in Java turns
/// the yen sign into a backslash, for one. docs/store-format.md, "Import/export text".
public final class AccountTextWriter implements Closeable {

    private static final String STARS = "*****";

    private final AccountTextForm form;
    private final CSVPrinter lines;
    private final CharsetEncoder encoder;
    private final CharsetDecoder decoder;
    private long starred;

    private AccountTextWriter(OutputStream out, AccountTextForm form) throws IOException {
        Charset charset = form.charset();
        this.form = form;
        this.encoder = charset.newEncoder();
        this.decoder = charset.newDecoder();
        this.lines = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, charset)),
                TenColumns.format(form.lineEnd().text()));
    }

    /// A writer that closes `out` with itself.
    public static AccountTextWriter to(OutputStream out, AccountTextForm form) throws IOException {
        return new AccountTextWriter(out, form);
    }

    /// Writes one line.
    ///
    /// @throws UnencodableCharacterException where the encoding cannot hold a character; then nothing is written
    public void write(AccountEntry entry) throws IOException {
        String password = passwordCell(entry.password());
        List<String> cells = List.of(
                entry.name().text(),
                password,
                entry.fullName(),
                form.domain().text(),
                entry.home(),
                flag(entry.smtpAuth()),
                flag(entry.apop()),
                Long.toString(entry.sizeLimit()),
                flag(entry.pop3()),
                flag(entry.imap4()));
        for (int i = 0; i < cells.size(); i++) {
            requireEncodable(entry, Column.at(i), cells.get(i));
        }
        lines.printRecord(cells);
        if (password.equals(STARS)) {
            starred++;
        }
    }

    /// How many passwords were written as `*****`, so that their lines cannot be imported as they are.
    public long starred() {
        return starred;
    }

    /// A clear password that would be read as a stored or starred one is written with its scheme.
    private String passwordCell(Password password) {
        return password.clear()
                .map(clear -> Password.looksStored(clear) || clear.chars().allMatch(c -> c == '*')
                        ? password.stored()
                        : clear)
                .orElseGet(() -> switch (form.hashes()) {
                    case STARRED -> STARS;
                    case WITH_SCHEME -> password.stored();
                });
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }

    private void requireEncodable(AccountEntry entry, Column column, String cell) throws IOException {
        if (cell.chars().allMatch(c -> c < 0x80)) {
            return;
        }
        for (int at = 0; at < cell.length(); at = cell.offsetByCodePoints(at, 1)) {
            int codePoint = cell.codePointAt(at);
            if (codePoint >= 0x80 && !returns(Character.toString(codePoint))) {
                throw new UnencodableCharacterException(entry.name(), column, codePoint);
            }
        }
    }

    /// Whether the character can be encoded and comes back as itself.
    private boolean returns(String character) {
        try {
            return decoder.decode(encoder.encode(CharBuffer.wrap(character)))
                    .toString()
                    .equals(character);
        } catch (CharacterCodingException unencodable) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
