package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;
import java.nio.charset.CharacterCodingException;

/// A character of an account that the encoding asked for cannot hold; nothing of the account was written.
///
/// The character is that of a password where the column is [Column#PASS]: not to be shown then.
public final class UnencodableCharacterException extends CharacterCodingException {

    private static final long serialVersionUID = 1;

    private final String account;
    private final Column column;
    private final int codePoint;

    UnencodableCharacterException(AccountName account, Column column, int codePoint) {
        this.account = account.text();
        this.column = column;
        this.codePoint = codePoint;
    }

    public AccountName account() {
        return new AccountName(account);
    }

    public Column column() {
        return column;
    }

    public int codePoint() {
        return codePoint;
    }

    @Override
    public String getMessage() {
        String what = column == Column.PASS ? "a character" : "U+%04X".formatted(codePoint);
        return account + ": " + what + " in column " + column + " cannot be encoded";
    }
}
