package epostadm.mailstore.yearend;

import epostadm.mailstore.account.PasswordScheme;

/// What an administrator wants of a change-over.
///
/// @param skipBad whether lines that give no account are left out, rather than standing in the way
/// @param keepPasswords whether stars in the file stand for the passwords that accounts have
/// @param licence how many accounts and aliases the licence allows, or 0 where nobody asked
public record Wish(
        Leavers leavers,
        Stayers stayers,
        FoundFolders foundFolders,
        PasswordScheme scheme,
        boolean skipBad,
        boolean keepPasswords,
        long licence) {

    /// What becomes of accounts that are not in the file.
    public enum Leavers {
        /// The mailbox gets a name with `~` in front, the account's line is kept: each can come back.
        RETIRE,
        /// They stay accounts.
        KEEP,
        /// Account and mailbox go, into quarantine until the change-over is finished.
        REMOVE
    }

    /// What becomes of accounts that the file has otherwise than the store.
    public enum Stayers {
        APPLY,
        KEEP
    }

    /// What becomes of a mailbox that nobody owns and that bears a newcomer's name.
    public enum FoundFolders {
        PUT_ASIDE,
        /// The newcomer takes over mail, forwarding and filters.
        KEEP
    }
}
