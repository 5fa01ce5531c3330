package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.ImportedAccount;
import java.util.Collection;
import java.util.List;

/// What the file has in a column otherwise than the store. Of a password nothing is told but that it differs.
public record ColumnChange(Column column, String before, String after) {

    static List<ColumnChange> between(Collection<Column> columns, AccountEntry present, ImportedAccount given) {
        return columns.stream()
                .sorted()
                .map(column -> switch (column) {
                    case ACCOUNT ->
                        new ColumnChange(
                                column, present.name().text(), given.name().text());
                    case FULLNAME -> new ColumnChange(column, present.fullName(), given.fullName());
                    case HOMEFOLDER -> new ColumnChange(column, present.home(), given.home());
                    case SMTP_AUTH -> flag(column, present.smtpAuth(), given.smtpAuth());
                    case APOP -> flag(column, present.apop(), given.apop());
                    case MAIL_BOX_SIZE ->
                        new ColumnChange(column, Long.toString(present.sizeLimit()), Long.toString(given.sizeLimit()));
                    case POP3 -> flag(column, present.pop3(), given.pop3());
                    case IMAP4 -> flag(column, present.imap4(), given.imap4());
                    case PASS, DOMAIN, WHOLE_LINE -> new ColumnChange(column, "", "");
                })
                .toList();
    }

    private static ColumnChange flag(Column column, boolean before, boolean after) {
        return new ColumnChange(column, before ? "1" : "0", after ? "1" : "0");
    }
}
