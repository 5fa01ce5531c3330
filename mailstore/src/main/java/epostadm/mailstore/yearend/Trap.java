package epostadm.mailstore.yearend;

import epostadm.mailstore.account.Column;
import epostadm.mailstore.change.Mentions;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import java.util.List;

/// What costs somebody's mail in a change-over that nobody has looked at. docs/store-format.md, "Year-end
/// change-over".
public sealed interface Trap {

    /// Whether it must be mended before the plan can be applied.
    default boolean blocks() {
        return false;
    }

    /// Lines of the file that give no account; each may be that of an account that stays.
    record BadLines(long lines, boolean leftOut) implements Trap {
        @Override
        public boolean blocks() {
            return !leftOut;
        }
    }

    /// The account's mailbox cannot be told, or must not be touched: twins in other case, a symbolic link, a file.
    record UnusableMailbox(AccountName account, Refusal refusal) implements Trap {
        @Override
        public boolean blocks() {
            return true;
        }
    }

    /// A newcomer bears the name of a mailbox that nobody owns: somebody's mail, and where it is forwarded to.
    record FoundFolder(
            AccountName account,
            String directory,
            long messages,
            long bytes,
            List<String> forwards,
            List<String> controlFiles,
            boolean putAside)
            implements Trap {
        public FoundFolder {
            forwards = List.copyOf(forwards);
            controlFiles = List.copyOf(controlFiles);
        }
    }

    /// File and store spell a name in different case; the mailbox keeps its spelling.
    record SpeltOtherwise(AccountName account, String before) implements Trap {}

    /// Name and password change: perhaps the account is given to somebody else, who gets the mail.
    record PerhapsSomebodyElse(AccountName account, String before, String after) implements Trap {}

    /// So many stayers get another value in a column.
    record ColumnChanges(Column column, long accounts, AccountName first) implements Trap {}

    /// The password changes and the vendor's obfuscated `apop.dat` keeps the old one.
    record ObfuscatedPassword(AccountName account) implements Trap {}

    /// An account that was suspended is in the file; it stays suspended.
    record StaysSuspended(AccountName account) implements Trap {}

    /// An alias leads to a leaver, be it by way of others.
    record AliasToLeaver(AccountName leaver, String alias) implements Trap {}

    /// A mailbox that stays names a leaver.
    record NamedByMailbox(AccountName leaver, String by, Mentions.Place place) implements Trap {}

    /// An alias of a newcomer's address leads elsewhere, so that no mail comes to the mailbox.
    record ShadowedByAlias(AccountName account, String target) implements Trap {}

    /// A leaver's mailbox is also that of accounts of other domains, and stays where it is.
    record SharedMailbox(AccountName leaver, List<DomainName> domains) implements Trap {
        public SharedMailbox {
            domains = List.copyOf(domains);
        }
    }

    /// More than half of the accounts would leave: perhaps the file is another one, or cut short.
    record ManyLeavers(long leavers, long accounts) implements Trap {}

    /// Accounts and aliases of all domains are more than the licence allows.
    record OverLicence(long accounts, long aliases, long licence) implements Trap {}

    /// The disk has too little room for what is new.
    record DiskTooSmall(long needed, long free) implements Trap {
        @Override
        public boolean blocks() {
            return true;
        }
    }

    /// Lines whose Domain column names another domain, which import ignores.
    record OtherDomains(long lines) implements Trap {}

    /// Passwords that the vendor's program is to get from `apop.dat`, since the file has stars for them: those of
    /// SMTP, which may be others than those of POP3 and IMAP.
    record PasswordsFromApopDat(long accounts, AccountName first) implements Trap {}

    /// Accounts whose `apop.dat` cannot be written, since the file has only a hash.
    record WithoutApopDat(long accounts) implements Trap {}
}
