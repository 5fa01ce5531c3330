package epostadm.server.pop3;

import java.util.Optional;

/// All that we refuse though it was well said: the table of `-ERR` answers with their response codes.
///
/// Codes by RFC 2449 section 8 and RFC 3206. A wrong password and an unknown user are one refusal on purpose.
public enum Pop3Refusal {
    WRONG_LOGIN("AUTH", "wrong name or password"),
    LOGON_OVERLAP("IN-USE", "logon overlap"),
    MALFORMED_RESPONSE("", "the response does not follow the mechanism"),
    CANCELLED("", "cancelled"),
    TOO_MANY_FAILURES("SYS/TEMP", "too many failed logins, try later"),
    RESTING("SYS/TEMP", "the domain is being worked on, try later"),
    POP3_OFF("SYS/PERM", "POP3 is off for this account"),
    NO_LONGER_VALID("SYS/PERM", "the account is no longer in use"),
    LOCK_LOST("IN-USE", "the maildrop was taken over, nothing was deleted"),
    FAULT("SYS/TEMP", "something went wrong here, try later"),
    NEEDS_TLS("", "needs TLS"),
    TLS_ALREADY("", "TLS is active already"),
    NO_TLS("", "TLS is not offered"),
    NO_APOP("", "APOP is not offered"),
    UNKNOWN_MECHANISM("", "unknown mechanism"),
    USER_FIRST("", "USER comes first"),
    LOGIN_FIRST("", "log in first"),
    LOGGED_IN("", "logged in already"),
    NO_SUCH_MESSAGE("", "no such message"),
    DELETED("", "the message is marked as deleted"),
    GONE("", "the message is no longer there"),
    NOT_ALL_DELETED("SYS/TEMP", "some messages were not deleted"),
    TOO_MANY_ERRORS("", "too many errors"),
    TOO_MANY_COMMANDS("", "too many commands"),
    FULL("SYS/TEMP", "too many connections, try later"),
    CLOSING("SYS/TEMP", "the server is stopping");

    private final Optional<String> code;
    private final String text;

    Pop3Refusal(String code, String text) {
        this.code = code.isEmpty() ? Optional.empty() : Optional.of(code);
        this.text = text;
    }

    /// Whether a client that hears this too often is sent away: it guesses, or does not know the protocol. A client
    /// that works through messages which others delete meanwhile is not.
    public boolean clientsError() {
        return switch (this) {
            case FAULT, NO_SUCH_MESSAGE, DELETED, GONE -> false;
            default -> true;
        };
    }

    public Pop3Reply reply() {
        return new Pop3Reply.Err(code, text);
    }
}
