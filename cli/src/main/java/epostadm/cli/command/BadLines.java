package epostadm.cli.command;

import epostadm.cli.console.Tokens;
import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.change.ImportText;

/// Tells of an import text's bad lines and of the encoding that was taken, on standard error.
final class BadLines {

    private static final int SHOWN = 100;

    private final Invocation invocation;

    BadLines(Invocation invocation) {
        this.invocation = invocation;
    }

    /// One line each, `FILE:LINE: COLUMN: reason`.
    void tell(ImportText text) {
        AccountTextEncoding.Assumed encoding = text.encoding();
        if (encoding.grounds() == AccountTextEncoding.Grounds.VALID_UTF_8_AND_WINDOWS_31J) {
            invocation.warn("encoding.ambiguous", text.file());
        }
        invocation.detail(
                "encoding.assumed",
                text.file(),
                encoding.charset().name(),
                invocation.text("grounds." + Tokens.of(encoding.grounds())));
        text.badLines().stream().limit(SHOWN).forEach(line -> invocation.warn("bad-line", sentence(text, line)));
        if (text.badLines().size() > SHOWN) {
            invocation.warn("bad-line.more", text.badLines().size() - SHOWN);
        }
    }

    private String sentence(ImportText text, AccountLine.Invalid line) {
        return text.file() + ":" + line.line() + ": " + sentence(line);
    }

    /// `COLUMN: reason`.
    String sentence(AccountLine.Invalid line) {
        String column = line.column() == Column.WHOLE_LINE ? "" : columnName(line.column()) + ": ";
        return column + reason(line);
    }

    private String reason(AccountLine.Invalid line) {
        return switch (line) {
            case AccountLine.Duplicate duplicate ->
                invocation.text("reason.duplicate", duplicate.name(), duplicate.firstLine(), duplicate.firstName());
            case AccountLine.Flawed flawed -> invocation.text("reason." + Tokens.of(flawed.reason()), flawed.found());
        };
    }

    /// The vendor's name of a column.
    static String columnName(Column column) {
        return switch (column) {
            case ACCOUNT -> "Account";
            case PASS -> "Pass";
            case FULLNAME -> "Fullname";
            case DOMAIN -> "Domain";
            case HOMEFOLDER -> "Homefolder";
            case SMTP_AUTH -> "SMTPauth";
            case APOP -> "APOP";
            case MAIL_BOX_SIZE -> "MailBoxSize";
            case POP3 -> "POP3";
            case IMAP4 -> "IMAP4";
            case WHOLE_LINE -> "";
        };
    }
}
