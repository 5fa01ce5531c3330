package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;
import java.util.Optional;

/// One account as a line of an [AccountIndex]: nine columns, and the state as a tenth where it is not active.
final class IndexLine {

    static final String EXPECTED = "account, password, full name, home, SMTP-auth, APOP, size limit, POP3, IMAP4";

    private static final int COLUMNS = 9;

    private IndexLine() {}

    static Optional<AccountEntry> parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS && cells.length != COLUMNS + 1) {
            return Optional.empty();
        }
        Optional<AccountName> name = AccountName.parse(cells[0]);
        Optional<Password> password = Password.parse(cells[1]);
        Optional<AccountState> state = state(cells.length > COLUMNS ? cells[COLUMNS] : "");
        if (name.isEmpty()
                || password.isEmpty()
                || state.isEmpty()
                || !flag(cells[4])
                || !flag(cells[5])
                || !size(cells[6])
                || !flag(cells[7])
                || !flag(cells[8])) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AccountEntry(
                    name.get(),
                    password.get(),
                    cells[2],
                    cells[3],
                    on(cells[4]),
                    on(cells[5]),
                    Long.parseLong(cells[6]),
                    on(cells[7]),
                    on(cells[8]),
                    state.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String format(AccountEntry entry) {
        String line = String.join(
                "\t",
                entry.name().text(),
                entry.password().stored(),
                entry.fullName(),
                entry.home(),
                digit(entry.smtpAuth()),
                digit(entry.apop()),
                Long.toString(entry.sizeLimit()),
                digit(entry.pop3()),
                digit(entry.imap4()));
        return entry.state() == AccountState.ACTIVE ? line : line + "\t" + word(entry.state());
    }

    private static Optional<AccountState> state(String word) {
        for (AccountState state : AccountState.values()) {
            if (word(state).equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static String word(AccountState state) {
        return switch (state) {
            case ACTIVE -> "";
            case SUSPENDED -> "suspended";
            case SUSPENDED_REFUSING_MAIL -> "suspended-refuse-mail";
        };
    }

    private static boolean flag(String cell) {
        return cell.equals("0") || cell.equals("1");
    }

    private static boolean on(String cell) {
        return cell.equals("1");
    }

    private static boolean size(String cell) {
        return !cell.isEmpty() && cell.length() <= 18 && cell.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String digit(boolean on) {
        return on ? "1" : "0";
    }
}
