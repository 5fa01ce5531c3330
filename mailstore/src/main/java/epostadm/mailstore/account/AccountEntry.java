package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;

/// One account as the index of its domain holds it.
///
/// The texts hold no control characters, so that an entry is always one line of a tab-separated file; a size limit
/// of 0 stands for the server-wide limit. docs/store-format.md, "Accounts".
public record AccountEntry(
        AccountName name,
        Password password,
        String fullName,
        String home,
        boolean smtpAuth,
        boolean apop,
        long sizeLimit,
        boolean pop3,
        boolean imap4,
        AccountState state) {

    public AccountEntry {
        CellText.requireFit("full name", fullName);
        CellText.requireFit("home folder", home);
        if (sizeLimit < 0) {
            throw new IllegalArgumentException("negative size limit: " + sizeLimit);
        }
    }

    public AccountEntry withName(AccountName newName) {
        return new AccountEntry(newName, password, fullName, home, smtpAuth, apop, sizeLimit, pop3, imap4, state);
    }

    public AccountEntry withPassword(Password newPassword) {
        return new AccountEntry(name, newPassword, fullName, home, smtpAuth, apop, sizeLimit, pop3, imap4, state);
    }

    public AccountEntry withState(AccountState newState) {
        return new AccountEntry(name, password, fullName, home, smtpAuth, apop, sizeLimit, pop3, imap4, newState);
    }
}
