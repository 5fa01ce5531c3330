package epostadm.mailstore.mail;

import java.util.Locale;
import java.util.Optional;

/// An account's name as it was written; two names that differ only in case are one account.
///
/// Every value is safe as one path component and within the vendor's account rules, whose length limit of
/// [#DEFAULT_MAX_LENGTH] a store may raise up to [#MAX_LENGTH]. docs/store-format.md, "Account rules".
public record AccountName(String text) implements Comparable<AccountName> {

    /// The vendor's limit unless a setting raises it, in characters.
    public static final int DEFAULT_MAX_LENGTH = 20;

    /// The longest local-part of an address, in octets (RFC 5321 section 4.5.3.1.1).
    public static final int MAX_LENGTH = 64;

    private static final String FORBIDDEN = "@\"/\\[];:|=,+*?<>";

    /// What makes a text no account name.
    public enum Flaw {
        EMPTY,
        TOO_LONG,
        FORBIDDEN_CHARACTER,
        NOT_ASCII,
        CONTROL_CHARACTER,
        DOT_AT_AN_END,
        DOUBLE_DOT,
        SPACE_AT_AN_END,
        /// A leading `~` marks folders that an administrator put aside.
        LEADING_TILDE,
        /// `CON`, `NUL`, `COM1` and the like name devices on Windows.
        RESERVED_BY_WINDOWS
    }

    public AccountName {
        Optional<Flaw> flaw = flaw(text, MAX_LENGTH);
        if (flaw.isPresent()) {
            throw new IllegalArgumentException("not an account name (" + flaw.get() + "): " + text);
        }
    }

    /// The account's name, or nothing where the text is none under the longest limit.
    public static Optional<AccountName> parse(String text) {
        return flaw(text, MAX_LENGTH).isPresent() ? Optional.empty() : Optional.of(new AccountName(text));
    }

    /// The first rule that `text` breaks, if any, under a limit of `maxLength` characters.
    public static Optional<Flaw> flaw(String text, int maxLength) {
        if (text.isEmpty()) {
            return Optional.of(Flaw.EMPTY);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return Optional.of(Flaw.CONTROL_CHARACTER);
            }
            if (c > 0x7f) {
                return Optional.of(Flaw.NOT_ASCII);
            }
            if (FORBIDDEN.indexOf(c) >= 0) {
                return Optional.of(Flaw.FORBIDDEN_CHARACTER);
            }
        }
        if (text.startsWith(".") || text.endsWith(".")) {
            return Optional.of(Flaw.DOT_AT_AN_END);
        }
        if (text.contains("..")) {
            return Optional.of(Flaw.DOUBLE_DOT);
        }
        if (text.startsWith(" ") || text.endsWith(" ")) {
            return Optional.of(Flaw.SPACE_AT_AN_END);
        }
        if (text.startsWith("~")) {
            return Optional.of(Flaw.LEADING_TILDE);
        }
        if (WindowsNames.reserved(text)) {
            return Optional.of(Flaw.RESERVED_BY_WINDOWS);
        }
        return text.length() > maxLength ? Optional.of(Flaw.TOO_LONG) : Optional.empty();
    }

    /// The form under which all spellings of the name are one.
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountName name && name.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public int compareTo(AccountName other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return text;
    }
}
