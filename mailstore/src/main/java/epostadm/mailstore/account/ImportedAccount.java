package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;

/// What a good line of the import text says of an account.
///
/// The domain is what stands in its column, whatever that is: the domain that is imported into counts.
/// docs/store-format.md, "Import/export text".
public record ImportedAccount(
        AccountName name,
        GivenPassword password,
        String fullName,
        String domain,
        String home,
        boolean smtpAuth,
        boolean apop,
        long sizeLimit,
        boolean pop3,
        boolean imap4) {

    public ImportedAccount {
        CellText.requireFit("full name", fullName);
        CellText.requireFit("domain", domain);
        CellText.requireFit("home folder", home);
        if (sizeLimit < 0) {
            throw new IllegalArgumentException("negative size limit: " + sizeLimit);
        }
    }

    /// The account as an entry of the index, active, with its password in the form in which it is to be stored.
    public AccountEntry entry(Password stored) {
        return new AccountEntry(
                name, stored, fullName, home, smtpAuth, apop, sizeLimit, pop3, imap4, AccountState.ACTIVE);
    }
}
