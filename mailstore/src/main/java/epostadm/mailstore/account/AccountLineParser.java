package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/// Judges the cells of one line after another; remembers the names of the valid ones to know a duplicate.
final class AccountLineParser {

    private static final List<String> HEADER_NAMES = List.of("account", "アカウント");

    private record First(int line, AccountName name) {}

    /// A cell that is not what its column asks for; only travels inside this class.
    private static final class BadCell extends Exception {

        private static final long serialVersionUID = 1;

        private final transient AccountLine.Invalid invalid;

        BadCell(AccountLine.Invalid invalid) {
            super(null, null, false, false);
            this.invalid = invalid;
        }
    }

    private final int maxNameLength;
    private final StarredPasswords stars;
    private final Map<String, First> seen = new HashMap<>();

    AccountLineParser(int maxNameLength, StarredPasswords stars) {
        this.maxNameLength = maxNameLength;
        this.stars = stars;
    }

    /// The line that `cells` are; `first` where no line but blank ones stands before it.
    AccountLine parse(int line, CSVRecord cells, boolean first) throws IOException {
        try {
            if (first && header(cells)) {
                throw bad(line, Column.WHOLE_LINE, Reason.HEADER_LINE, cells.get(0));
            }
            if (cells.size() != Column.COUNT) {
                throw bad(
                        line,
                        Column.WHOLE_LINE,
                        cells.size() < Column.COUNT ? Reason.TOO_FEW_COLUMNS : Reason.TOO_MANY_COLUMNS,
                        Integer.toString(cells.size()));
            }
            AccountName name = name(line, cell(cells, Column.ACCOUNT));
            ImportedAccount account = new ImportedAccount(
                    name,
                    password(line, name, cell(cells, Column.PASS)),
                    cell(cells, Column.FULLNAME),
                    cell(cells, Column.DOMAIN),
                    cell(cells, Column.HOMEFOLDER),
                    flag(line, cells, Column.SMTP_AUTH),
                    flag(line, cells, Column.APOP),
                    size(line, cell(cells, Column.MAIL_BOX_SIZE)),
                    flag(line, cells, Column.POP3),
                    flag(line, cells, Column.IMAP4));
            seen.put(name.key(), new First(line, name));
            return new AccountLine.Valid(line, account);
        } catch (BadCell e) {
            return e.invalid;
        }
    }

    /// An account may bear the name `account`: the line is a header only where the flags are none.
    private static boolean header(CSVRecord cells) {
        return HEADER_NAMES.stream().anyMatch(cells.get(0)::equalsIgnoreCase)
                && (cells.size() != Column.COUNT
                        || !cell(cells, Column.SMTP_AUTH).matches("[01]"));
    }

    private AccountName name(int line, String cell) throws BadCell {
        Optional<AccountName.Flaw> flaw = AccountName.flaw(cell, maxNameLength);
        if (flaw.isPresent()) {
            throw bad(line, Column.ACCOUNT, Reason.of(flaw.get()), cell);
        }
        AccountName name = new AccountName(cell);
        First first = seen.get(name.key());
        if (first != null) {
            throw new BadCell(new AccountLine.Duplicate(line, name, first.line(), first.name()));
        }
        return name;
    }

    private GivenPassword password(int line, AccountName name, String cell) throws BadCell, IOException {
        if (!cell.isEmpty() && cell.chars().allMatch(c -> c == '*')) {
            return switch (stars.of(name)) {
                case StarredPasswords.Meaning.Known(Password password) -> new GivenPassword.Kept(password);
                case StarredPasswords.Meaning.Unknown(Reason reason) ->
                    throw bad(line, Column.PASS, reason, name.text());
            };
        }
        if (!Password.looksStored(cell)) {
            requireNoFlaw(line, cell);
            return new GivenPassword.Clear(cell);
        }
        int value = cell.indexOf('}') + 1;
        PasswordScheme scheme = PasswordScheme.of(cell.substring(1, value - 1))
                .orElseThrow(() -> bad(line, Column.PASS, Reason.HASHED_PASSWORD_UNKNOWN_SCHEME, ""));
        if (scheme == PasswordScheme.PLAIN) {
            requireNoFlaw(line, cell.substring(value));
        }
        if (!scheme.wellFormed(cell.substring(value))) {
            throw bad(line, Column.PASS, Reason.HASHED_PASSWORD_MALFORMED, "");
        }
        return new GivenPassword.Stored(new Password(cell.substring(1, value - 1), cell.substring(value)));
    }

    private static void requireNoFlaw(int line, String clear) throws BadCell {
        Optional<Password.Flaw> flaw = Password.flaw(clear);
        if (flaw.isPresent()) {
            throw bad(line, Column.PASS, Reason.of(flaw.get()), "");
        }
    }

    private static boolean flag(int line, CSVRecord cells, Column column) throws BadCell {
        return switch (cell(cells, column)) {
            case "0" -> false;
            case "1" -> true;
            case String other -> throw bad(line, column, Reason.FLAG_NOT_0_OR_1, other);
        };
    }

    private static long size(int line, String cell) throws BadCell {
        boolean negative = cell.startsWith("-");
        String digits = negative ? cell.substring(1) : cell;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(line, Column.MAIL_BOX_SIZE, Reason.SIZE_NOT_A_NUMBER, cell);
        }
        if (negative) {
            throw bad(line, Column.MAIL_BOX_SIZE, Reason.SIZE_NEGATIVE, cell);
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw bad(line, Column.MAIL_BOX_SIZE, Reason.SIZE_TOO_LARGE, cell);
        }
    }

    private static String cell(CSVRecord cells, Column column) {
        return cells.get(column.ordinal());
    }

    private static BadCell bad(int line, Column column, Reason reason, String found) {
        return new BadCell(new AccountLine.Flawed(line, column, reason, CellText.excerpt(found)));
    }
}
