package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;

/// Everything that can be wrong with a line of the import text.
public enum Reason {
    LINE_TOO_LONG,
    NUL_BYTE,
    /// A CR that no LF follows, as files from old Macintoshes have.
    LONE_CARRIAGE_RETURN,
    CONTROL_CHARACTER,
    UNDECODABLE_BYTES,
    /// The file begins with the names of the columns.
    HEADER_LINE,
    TOO_FEW_COLUMNS,
    TOO_MANY_COLUMNS,
    NAME_EMPTY,
    NAME_TOO_LONG,
    NAME_FORBIDDEN_CHARACTER,
    NAME_NOT_ASCII,
    NAME_CONTROL_CHARACTER,
    NAME_DOT_AT_AN_END,
    NAME_DOUBLE_DOT,
    NAME_SPACE_AT_AN_END,
    NAME_LEADING_TILDE,
    NAME_RESERVED_BY_WINDOWS,
    /// An earlier line has the same account, perhaps in other case.
    DUPLICATE,
    EMPTY_PASSWORD,
    /// `*****`: the exporting server does not show the password.
    STARRED_PASSWORD,
    /// `*****` is to keep a password, and there is no such account.
    STARRED_PASSWORD_WITHOUT_ACCOUNT,
    /// `*****` is to keep a password that only the vendor's program knows.
    STARRED_PASSWORD_OF_VENDOR,
    /// A character that no client could send (RFC 4013 section 2.3).
    PASSWORD_PROHIBITED_CHARACTER,
    /// `{SCHEME}...` of a scheme unknown here; a clear password of that look is written `{PLAIN}{SCHEME}...`.
    HASHED_PASSWORD_UNKNOWN_SCHEME,
    HASHED_PASSWORD_MALFORMED,
    FLAG_NOT_0_OR_1,
    SIZE_NOT_A_NUMBER,
    SIZE_NEGATIVE,
    SIZE_TOO_LARGE;

    static Reason of(AccountName.Flaw flaw) {
        return switch (flaw) {
            case EMPTY -> NAME_EMPTY;
            case TOO_LONG -> NAME_TOO_LONG;
            case FORBIDDEN_CHARACTER -> NAME_FORBIDDEN_CHARACTER;
            case NOT_ASCII -> NAME_NOT_ASCII;
            case CONTROL_CHARACTER -> NAME_CONTROL_CHARACTER;
            case DOT_AT_AN_END -> NAME_DOT_AT_AN_END;
            case DOUBLE_DOT -> NAME_DOUBLE_DOT;
            case SPACE_AT_AN_END -> NAME_SPACE_AT_AN_END;
            case LEADING_TILDE -> NAME_LEADING_TILDE;
            case RESERVED_BY_WINDOWS -> NAME_RESERVED_BY_WINDOWS;
        };
    }

    static Reason of(Password.Flaw flaw) {
        return switch (flaw) {
            case EMPTY -> EMPTY_PASSWORD;
            case CONTROL_CHARACTER -> CONTROL_CHARACTER;
            case PROHIBITED_CHARACTER -> PASSWORD_PROHIBITED_CHARACTER;
        };
    }
}
