package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.GivenPassword;
import epostadm.mailstore.account.ImportedAccount;
import epostadm.mailstore.account.Password;
import java.util.EnumSet;
import java.util.Set;

/// In which columns a line of an import text differs from the account that the store has. The Domain column counts
/// for nothing, since import forces it.
final class ColumnChanges {

    private ColumnChanges() {}

    /// Costs one password hash where the store has only a hash.
    static Set<Column> between(AccountEntry present, ImportedAccount given) {
        Set<Column> changes = EnumSet.noneOf(Column.class);
        note(changes, Column.PASS, !same(present.password(), given.password()));
        note(changes, Column.FULLNAME, !present.fullName().equals(given.fullName()));
        note(changes, Column.HOMEFOLDER, !present.home().equals(given.home()));
        note(changes, Column.SMTP_AUTH, present.smtpAuth() != given.smtpAuth());
        note(changes, Column.APOP, present.apop() != given.apop());
        note(changes, Column.MAIL_BOX_SIZE, present.sizeLimit() != given.sizeLimit());
        note(changes, Column.POP3, present.pop3() != given.pop3());
        note(changes, Column.IMAP4, present.imap4() != given.imap4());
        return changes;
    }

    private static boolean same(Password present, GivenPassword given) {
        return switch (given) {
            case GivenPassword.Clear(String clear) -> present.matches(clear);
            case GivenPassword.Stored(Password stored) -> present.equals(stored);
            case GivenPassword.Kept _ -> true;
        };
    }

    private static void note(Set<Column> changes, Column column, boolean differs) {
        if (differs) {
            changes.add(column);
        }
    }
}
